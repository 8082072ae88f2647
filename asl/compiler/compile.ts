import ts from 'typescript';
import type { StateMachine } from '../spec/states.ts';
import { validate } from '../spec/validate.ts';
import { language } from './1-parse/language.ts';
import { lowerMachine } from './1-parse/machine.ts';
import type { FunctionWithBody } from './1-parse/flow/async-functions.ts';
import type { MachineContext } from './1-parse/flow/context.ts';
import { isWritten } from './1-parse/written.ts';
import { foldCatchers } from './2-schedule/catchers.ts';
import { foldChoices } from './2-schedule/fold-choices.ts';
import { placeInstructions } from './2-schedule/place.ts';
import { settleKinds } from './2-schedule/settle-kinds.ts';
import { graphsIn, nodesOf, stateGraph, type StateGraph, type StateNode } from './2-schedule/state-graph.ts';
import { emitMachine } from './3-emit/machine.ts';
import { stateNames, VariableNames } from './3-emit/names.ts';
import { sourceMapOf } from './3-emit/source-map.ts';
import { checkBudget } from './4-budget/check.ts';
import type { Budget } from './4-budget/budget.ts';
import { createReporter, type Reporter } from './diagnostics/collect.ts';
import { nestedTooDeeply } from './diagnostics/budget.ts';
import type { Diagnostic, Report } from './diagnostics/diagnostic.ts';
import { invalidDefinition } from './diagnostics/flow.ts';
import type { MachineIr } from './ir.ts';
import { load, type Loaded } from './load.ts';
import { substitute } from './substitute.ts';

export interface CompileOptions {
  /** Files with workflows. A machine is made of each async function that one of them exports, and of each child workflow. */
  files: readonly string[];
  /** A `tsconfig.json`; the nearest one above the first file if left out. */
  project?: string | undefined;
  /** ARNs by the activity's name; a substitution, `${calculateChunks}`, for those left out. */
  functions?: Readonly<Record<string, string>> | undefined;
  /** Unsaved texts by absolute file name, for editors and tests. */
  overlay?: ReadonlyMap<string, string> | undefined;
}

export interface Compilation {
  /** By the workflow's name; empty if any diagnostic is an error. */
  machines: Readonly<Record<string, CompiledMachine>>;
  /** In the order of files and positions. */
  diagnostics: readonly Diagnostic[];
  /** The tsconfig's, absolute: files of diagnostics and source maps are relative to it. */
  folder: string;
}

export interface CompiledMachine {
  /** Validated. Activities are `${activity}`, workflows `${workflow}` substitutions, unless `functions` names them. */
  definition: StateMachine;
  /** Of each state, by its name. */
  sourceMap: SourceMap;
  /** What it needs of AWS's limits, as far as the source tells. */
  budget: Budget;
}

/** `file` is relative to the tsconfig's folder, with `/`; line and column are counted from 1. */
export type SourceMap = Readonly<Record<string, { file: string; line: number; column: number }>>;

/** Workflow source to state machines. Never throws for what a source holds: that is in the diagnostics. */
export function compile(options: CompileOptions): Compilation {
  const loaded = load(options);
  const reporter = createReporter(loaded);
  const { report } = reporter;
  const scheduled = new Parsing(loaded, reporter)
    .all()
    .flatMap((machine) => unlessTooDeep(machine.origin, report, () => scheduledOf(machine, reporter)));
  const compiled = reporter.hasErrors()
    ? []
    : scheduled.flatMap((each) =>
        unlessTooDeep(each.machine.origin, report, () => emit(each, loaded, reporter, options)),
      );
  const diagnostics = reporter.all();
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return { machines: failed ? {} : Object.fromEntries(compiled), diagnostics, folder: loaded.folder };
}

/** A step of the compiler; nothing if it goes deeper than the stack. */
function unlessTooDeep<T>(origin: ts.Node, report: Report, step: () => T): [T] | [] {
  try {
    return [step()];
  } catch (error) {
    if (!(error instanceof RangeError && error.message.includes('call stack'))) throw error;
    report(nestedTooDeeply, origin);
    return [];
  }
}

/** A machine for each exported workflow, then for each child that one of them starts. */
class Parsing {
  readonly #loaded: Loaded;
  readonly #reporter: Reporter;
  readonly #queue = new Map<string, FunctionWithBody>();

  constructor(loaded: Loaded, reporter: Reporter) {
    this.#loaded = loaded;
    this.#reporter = reporter;
    for (const { name, declaration } of loaded.entries) this.#queue.set(name, declaration);
  }

  all(): MachineIr[] {
    const { checker, written } = this.#loaded;
    const context: MachineContext = {
      machineOf: (workflow) => this.#machineOf(workflow),
      isWritten: (symbol) => isWritten(symbol, checker),
    };
    const lowering = { checker, written, language, report: this.#reporter.report, refuse: this.#reporter.refuse };
    const machines: MachineIr[] = [];
    // The queue grows while it is gone through.
    for (const [name, declaration] of this.#queue) {
      const lower = () => lowerMachine(name, declaration, lowering, context);
      machines.push(...unlessTooDeep(declaration, lowering.report, lower));
    }
    return machines;
  }

  #machineOf(workflow: ts.Declaration | string): string | undefined {
    if (typeof workflow === 'string') return this.#queue.has(workflow) ? workflow : undefined;
    const known = [...this.#queue].find(([, declaration]) => declaration === workflow);
    if (known !== undefined) return known[0];
    const declaration = workflow as FunctionWithBody;
    const name = nameOf(declaration);
    if (name === undefined || this.#queue.has(name) || declaration.body === undefined) return undefined;
    this.#queue.set(name, declaration);
    return name;
  }
}

function nameOf(declaration: FunctionWithBody): string | undefined {
  if (declaration.name !== undefined && ts.isIdentifier(declaration.name)) return declaration.name.text;
  const { parent } = declaration;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

interface Scheduled {
  machine: MachineIr;
  graph: StateGraph;
  names: ReadonlyMap<StateNode, string>;
}

function scheduledOf(machine: MachineIr, { report }: Reporter): Scheduled {
  const graph = stateGraph(machine.graph);
  schedule(graph);
  return { machine, graph, names: stateNames(graph, { report }) };
}

function emit(
  { machine: { name, comment, origin }, graph, names }: Scheduled,
  { folder }: Loaded,
  { report, hasErrors }: Reporter,
  { functions = {} }: CompileOptions,
): [string, CompiledMachine] {
  const emitted = emitMachine(graph, names, new VariableNames(), comment);
  const definition = substitute(emitted, functions, { partly: true });
  const text = JSON.stringify(definition);
  const budget = checkBudget({ graph, names, origin, definitionBytes: Buffer.byteLength(text), report });
  // A machine that never ends has been refused, and so has one that is too large.
  for (const { severity, pointer, message } of hasErrors() ? [] : validate(text)) {
    if (severity !== 'error') continue;
    if (message.includes('nested too deeply')) report(nestedTooDeeply, origin);
    else report(invalidDefinition, origin, `${pointer}: ${message}`);
  }
  return [name, { definition, sourceMap: sourceMapOf(names, folder), budget }];
}

/** Every piece of pure code gets its place, from the inside out. */
function schedule(graph: StateGraph): void {
  fold(graph);
  placeInstructions(graph);
  settleKinds(graph);
}

function fold(graph: StateGraph): void {
  for (const node of nodesOf(graph)) graphsIn(node).forEach(fold);
  foldChoices(graph);
  foldCatchers(graph);
}
