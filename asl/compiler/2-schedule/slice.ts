import type { Expr, Instruction, Local, Variable } from '../ir.ts';
import { letIn, literalText, local as readLocal } from '../expr.ts';
import { childrenOf, variablesOf } from '../expr-effects.ts';
import { substitute } from './substitute-variables.ts';

/** What an expression comes to after instructions, in terms of the variables before them. What may be written again gets no name. */
export function slice(instructions: readonly Instruction[], value: Expr, isWrittenAgain = isPlace): Expr {
  const needed = neededFor(instructions, variablesOf(value));
  if (needed.length === 0) return value;
  const known = new Map<Variable, Expr>();
  const lets: { local: Local; value: Expr }[] = [];
  for (const [index, instruction] of needed.entries()) {
    const whole = substitute(instruction.value, known);
    const later = needed.slice(index + 1);
    const computed = isTakenApart(instruction.variable, later, value)
      ? withNamedFields(whole, instruction.variable.name, lets, isWrittenAgain)
      : whole;
    if (computed !== whole || isWrittenAgain(computed) || usesOf(instruction.variable, later, value) <= 1) {
      known.set(instruction.variable, computed);
      continue;
    }
    const local: Local = { name: instruction.variable.name };
    lets.push({ local, value: computed });
    known.set(instruction.variable, readLocal(local, computed.kinds));
  }
  // A field that nobody reads is not computed.
  return lets.reduceRight(
    (body, { local, value: bound }) => (reads(body, local) ? letIn(local, bound, body) : body),
    substitute(value, known),
  );
}

/** Whether only fields of it are read. */
function isTakenApart(variable: Variable, later: readonly Instruction[], value: Expr): boolean {
  const isWhole = (expr: Expr): boolean => {
    if (expr.op === 'member' && expr.object.op === 'variable') return false;
    return (
      (expr.op === 'variable' && expr.variable === variable) ||
      childrenOf(expr).some((child) => child.op !== 'lambda' && isWhole(child))
    );
  };
  return ![...later.map((instruction) => instruction.value), value].some(isWhole);
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
    needed.unshift(instruction);
    for (const used of variablesOf(instruction.value)) wanted.add(used);
  }
  return needed;
}

/** How often a value is read until its variable gets another; one inside a lambda counts as many. */
function usesOf(variable: Variable, later: readonly Instruction[], value: Expr): number {
  let uses = 0;
  for (const instruction of later) {
    uses += occurrences(instruction.value, variable);
    if (instruction.variable === variable) return uses;
  }
  return uses + occurrences(value, variable);
}

function occurrences(expr: Expr, variable: Variable): number {
  let count = 0;
  const visit = (part: unknown, weight: number): void => {
    if (Array.isArray(part))
      part.forEach((item) => {
        visit(item, weight);
      });
    else if (typeof part === 'object' && part !== null) {
      if ('op' in part && part.op === 'variable' && 'variable' in part && part.variable === variable) count += weight;
      else {
        const inside = 'op' in part && part.op === 'lambda' ? 2 : weight;
        for (const child of Object.values(part)) visit(child, inside);
      }
    }
  };
  visit(expr, 1);
  return count;
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

const reads = (expr: Expr, local: Local): boolean =>
  (expr.op === 'local' && expr.local === local) ||
  childrenOf(expr).some((child) => child.op !== 'lambda' && reads(child, local));
