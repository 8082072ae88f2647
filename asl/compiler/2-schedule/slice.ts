import type { Expr, Instruction, Lambda, Local, Variable } from '../ir.ts';
import { letIn, literalText, local as readLocal } from '../expr.ts';
import { childrenOf, variablesOf } from '../expr-effects.ts';
import { substitute } from './substitute-variables.ts';

/** What an expression comes to after instructions, in terms of the variables before them. What may be written again gets no name. */
export function slice(instructions: readonly Instruction[], value: Expr, isWrittenAgain = isPlace): Expr {
  const needed = neededFor(instructions, variablesOf(value));
  if (needed.length === 0) return value;
  const known = new Map<Variable, Expr>();
  const lets: { local: Local; value: Expr }[] = [];
  const reads = readsBehind(needed, value);
  for (const [index, instruction] of needed.entries()) {
    const whole = substitute(instruction.value, known);
    const { uses, isTakenApart } = reads[index]!;
    const computed = isTakenApart ? withNamedFields(whole, instruction.variable.name, lets, isWrittenAgain) : whole;
    if (computed !== whole || isWrittenAgain(computed) || uses <= 1) {
      known.set(instruction.variable, computed);
      continue;
    }
    const local: Local = { name: instruction.variable.name };
    lets.push({ local, value: computed });
    known.set(instruction.variable, readLocal(local, computed.kinds));
  }
  // A field that nobody reads is not computed.
  return lets.reduceRight(
    (body, { local, value: bound }) => (isRead(body, local) ? letIn(local, bound, body) : body),
    substitute(value, known),
  );
}

interface Reads {
  /** How often the value is read until its variable gets another; one inside a lambda counts as many. */
  uses: number;
  /** Whether only fields of the variable are read. */
  isTakenApart: boolean;
}

/** Of each instruction's variable, behind the instruction. */
function readsBehind(instructions: readonly Instruction[], value: Expr): Reads[] {
  const uses = new Map<Variable, number>();
  const wholes = new Set<Variable>();
  const add = (variable: Variable, weight: number): void => {
    uses.set(variable, (uses.get(variable) ?? 0) + weight);
  };
  const visit = (expr: Expr | Lambda, weight: number): void => {
    if (expr.op === 'variable') {
      add(expr.variable, weight);
      wholes.add(expr.variable);
    } else if (expr.op === 'member' && expr.object.op === 'variable') add(expr.object.variable, weight);
    else if (expr.op === 'call')
      for (const argument of expr.arguments)
        if (argument.op === 'lambda') visit(argument.body, 2);
        else visit(argument, weight);
    else for (const child of childrenOf(expr)) visit(child, weight);
  };
  visit(value, 1);
  const reads = instructions.toReversed().map((instruction) => {
    const { variable } = instruction;
    const behind = { uses: uses.get(variable) ?? 0, isTakenApart: !wholes.has(variable) };
    uses.delete(variable);
    visit(instruction.value, 1);
    return behind;
  });
  return reads.reverse();
}

/** An object whose fields are names: each read of a field is that name. */
function withNamedFields(
  expr: Expr,
  name: string,
  lets: { local: Local; value: Expr }[],
  isWrittenAgain: (part: Expr) => boolean,
): Expr {
  if (expr.op !== 'object' || !expr.entries.every((entry) => 'key' in entry && entry.key.op === 'literal')) return expr;
  return {
    ...expr,
    entries: expr.entries.map((entry) => {
      if (!('key' in entry) || isWrittenAgain(entry.value)) return entry;
      const local: Local = { name: `${name}${literalText(entry.key) ?? ''}` };
      lets.push({ local, value: entry.value });
      return { key: entry.key, value: readLocal(local, entry.value.kinds) };
    }),
  };
}

/** Those that the variables depend on, in their order. */
export function neededFor(instructions: readonly Instruction[], variables: ReadonlySet<Variable>): Instruction[] {
  const wanted = new Set(variables);
  const needed: Instruction[] = [];
  for (const instruction of instructions.toReversed()) {
    if (!wanted.delete(instruction.variable)) continue;
    needed.push(instruction);
    for (const used of variablesOf(instruction.value)) wanted.add(used);
  }
  return needed.reverse();
}

/** A literal or a path costs nothing to be written again. */
export function isPlace(expr: Expr): boolean {
  if (expr.op === 'literal') return typeof expr.value !== 'object' || expr.value === null;
  if (expr.op === 'member') return isPlace(expr.object);
  return (
    expr.op === 'variable' ||
    expr.op === 'local' ||
    expr.op === 'undefined' ||
    (expr.op === 'source' && isCheap.has(expr.source))
  );
}

const isCheap: ReadonlySet<string> = new Set([
  'input',
  'iteration',
  'activityResult',
  'childResult',
  'listResult',
  'workflowId',
  'runId',
  'workflowType',
  'startTime',
  'entered',
]);

const isRead = (expr: Expr, local: Local): boolean =>
  (expr.op === 'local' && expr.local === local) ||
  childrenOf(expr).some((child) => child.op !== 'lambda' && isRead(child, local));
