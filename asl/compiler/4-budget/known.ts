import type { Json } from '../../spec/states.ts';
import { arithmetic, compare, equal, literal, negate, not, truthy } from '../expr.ts';
import { childrenOf, variablesOf } from '../expr-effects.ts';
import type { ArrayElement, Expr, Instruction, Lambda, Local, Variable } from '../ir.ts';
import { edgesOf, graphsIn, nodesOf, type StateGraph } from '../2-schedule/state-graph.ts';

type Scalar = string | number | boolean;

/** What the counted variables hold at a place, by their numbers; undefined: not known. */
export type Values = readonly (Scalar | undefined)[];

export const unknownValues: Values = [];

/** What is known at one place. */
export interface Place {
  values: Values;
  /** What names inside of the expression stand for, and variables that are read only on the way that sets them. */
  names?: ReadonlyMap<Local | Variable, Json | undefined>;
  /** What is not known, and yet taken to be false. */
  untrue?: readonly Expr[];
}

const anywhere: Place = { values: unknownValues };

/**
 * What a machine's source tells of values before it runs. A variable that is given one value in all is that value. One that a
 * condition asks for, and that is only ever given literals and what they add up to, is counted: a way through the machine knows what it holds.
 */
export class Known {
  readonly #assigned = new Map<Variable, Set<Expr>>();
  readonly #counted = new Map<Variable, boolean>();
  readonly #numbers = new Map<Variable, number>();
  readonly #lengths = new Map<Variable, number | undefined>();

  constructor(graph: StateGraph) {
    const conditions: Expr[] = [];
    this.#collect(graph, conditions);
    for (const condition of conditions) this.#ask(condition);
  }

  /** What an expression comes to; undefined where it is not known. */
  value(expr: Expr, at: Place = anywhere): Json | undefined {
    const value = this.#computed(expr, at);
    return value === undefined && at.untrue?.some((each) => isSame(each, expr)) === true ? false : value;
  }

  /** What has to hold for a condition that is not known, beside what holds already. */
  open(condition: Expr, at: Place): Expr {
    if (condition.op !== 'and') return condition;
    const { left, right } = condition;
    if (this.value(left, at) === true) return this.open(right, at);
    return this.value(right, at) === true ? this.open(left, at) : condition;
  }

  #computed(expr: Expr, at: Place): Json | undefined {
    const known = (part: Expr): Expr => {
      const value = this.value(part, at);
      return value === undefined ? part : literal(value);
    };
    switch (expr.op) {
      case 'literal':
        return expr.value;
      case 'variable':
        return this.#ofVariable(expr.variable, at);
      case 'local':
        return at.names?.get(expr.local);
      case 'let': {
        const names = new Map(at.names).set(expr.local, this.value(expr.value, at));
        return this.value(expr.body, { ...at, names });
      }
      case 'arithmetic':
        return literalIn(arithmetic(expr.operator, known(expr.left), known(expr.right)));
      case 'compare':
        return literalIn(compare(expr.operator, known(expr.left), known(expr.right)));
      case 'equal':
        return literalIn(equal(known(expr.left), known(expr.right)));
      case 'negate':
        return literalIn(negate(known(expr.value)));
      case 'not':
        return literalIn(not(known(expr.value)));
      case 'truthy':
        return literalIn(truthy(known(expr.value)));
      case 'and':
      case 'or':
        return decided(expr.op === 'or', this.value(expr.left, at), this.value(expr.right, at));
      case 'conditional': {
        const test = this.value(expr.test, at);
        return typeof test === 'boolean' ? this.value(test ? expr.then : expr.otherwise, at) : undefined;
      }
      case 'call':
        return this.#called(expr, at);
      default:
        return undefined;
    }
  }

  /** How many elements a list has. */
  length(list: Expr | Lambda | undefined): number | undefined {
    switch (list?.op) {
      case 'literal':
        return Array.isArray(list.value) ? list.value.length : undefined;
      case 'variable':
        return this.#lengthOf(list.variable);
      case 'array':
        return this.#sum(list.elements);
      case 'call':
        return this.#lengthOfCall(list);
      default:
        return undefined;
    }
  }

  /** The one value that a variable is ever given. */
  only(variable: Variable): Expr | undefined {
    const assigned = this.#assigned.get(variable);
    return assigned?.size === 1 ? [...assigned][0] : undefined;
  }

  /** What the counted variables hold behind instructions. */
  after(instructions: readonly Instruction[], before: Values): Values {
    const counted = this.#numbers.size === 0 ? [] : instructions.filter(({ variable }) => this.#isCounted(variable));
    if (counted.length === 0) return before;
    const values = [...before];
    const names = new Map<Variable, Json | undefined>();
    for (const { variable, value } of counted) {
      const number = this.#numbers.get(variable);
      const given = this.value(value, { values, names });
      if (number === undefined) names.set(variable, given);
      else values[number] = given as Scalar | undefined;
    }
    return values;
  }

  #collect(graph: StateGraph, conditions: Expr[]): void {
    const instructions = edgesOf(graph).flatMap(({ carried }) => carried);
    for (const node of nodesOf(graph)) {
      instructions.push(...node.before);
      for (const { condition } of node.exits) if (condition !== undefined) conditions.push(condition);
      for (const inner of graphsIn(node)) this.#collect(inner, conditions);
    }
    for (const { variable, value } of instructions) {
      const assigned = this.#assigned.get(variable) ?? new Set();
      this.#assigned.set(variable, assigned.add(value));
    }
  }

  /** Numbers the counted variables that a part of a condition is made of, if it is of nothing else. */
  #ask(condition: Expr): void {
    if (!this.#isCount(condition)) {
      for (const part of childrenOf(condition)) if (part.op !== 'lambda') this.#ask(part);
      return;
    }
    for (const variable of variablesOf(condition))
      if (this.only(variable)?.op !== 'literal' && !this.#numbers.has(variable)) this.#number(variable);
  }

  /** What it is set to has to be known too; what is set once, on the way, is gone by then. */
  #number(variable: Variable): void {
    this.#numbers.set(variable, this.#numbers.size);
    for (const value of this.#assigned.get(variable) ?? [])
      for (const used of variablesOf(value))
        if (this.only(used) === undefined && !this.#numbers.has(used)) this.#number(used);
  }

  #isCounted(variable: Variable): boolean {
    const known = this.#counted.get(variable);
    if (known !== undefined) return known;
    const assigned = [...(this.#assigned.get(variable) ?? [])];
    // One that is made of itself is counted if all else is: `count + 1`.
    this.#counted.set(variable, assigned.length > 0);
    const isCounted = assigned.length > 0 && assigned.every((value) => this.#isCount(value));
    this.#counted.set(variable, isCounted);
    return isCounted;
  }

  /** Whether it is known as long as the counted variables are. */
  #isCount(value: Expr): boolean {
    switch (value.op) {
      case 'literal':
        return typeof value.value !== 'object';
      case 'variable':
        return this.#isCounted(value.variable);
      case 'local':
        return true;
      case 'arithmetic':
      case 'compare':
      case 'equal':
        return this.#isCount(value.left) && this.#isCount(value.right);
      case 'call':
        return value.function === 'lengthOfList' && this.length(value.arguments[0]) !== undefined;
      default:
        return false;
    }
  }

  #ofVariable(variable: Variable, at: Place): Json | undefined {
    const number = this.#numbers.get(variable);
    if (number !== undefined) return at.values[number];
    if (at.names?.has(variable) === true) return at.names.get(variable);
    const only = this.only(variable);
    return only?.op === 'literal' ? only.value : undefined;
  }

  #called({ function: name, arguments: [first] }: Expr & { op: 'call' }, at: Place): Json | undefined {
    if (name === 'lengthOfList') return this.length(first);
    if (first === undefined || first.op === 'lambda') return undefined;
    if (name === 'max' || name === 'min') {
      const numbers = first.op === 'array' ? first.elements.map((each) => this.#plain(each, at)) : [];
      return numbers.length > 0 && numbers.every((each) => typeof each === 'number')
        ? Math[name](...numbers)
        : undefined;
    }
    const value = name === 'ceil' || name === 'floor' ? this.value(first, at) : undefined;
    return typeof value === 'number' ? Math[name as 'ceil' | 'floor'](value) : undefined;
  }

  #plain({ value, spread }: ArrayElement, at: Place): Json | undefined {
    return spread ? undefined : this.value(value, at);
  }

  #lengthOf(variable: Variable): number | undefined {
    if (!this.#lengths.has(variable)) {
      // A variable that is made of itself has no length that is known.
      this.#lengths.set(variable, undefined);
      this.#lengths.set(variable, this.length(this.only(variable)));
    }
    return this.#lengths.get(variable);
  }

  #lengthOfCall({ function: name, arguments: lists }: Expr & { op: 'call' }): number | undefined {
    const [first] = lists;
    if (first === undefined || first.op === 'lambda') return undefined;
    switch (name) {
      case 'map':
      case 'sort':
      case 'reverse':
        return this.length(first);
      case 'concatLists':
        return this.#sum(lists.map((value) => ({ value: value as Expr, spread: true })));
      case 'range': {
        const count = this.value(first);
        return typeof count === 'number' ? Math.max(0, Math.trunc(count)) : undefined;
      }
      default:
        return undefined;
    }
  }

  #sum(elements: readonly ArrayElement[]): number | undefined {
    let sum: number | undefined = 0;
    for (const { value, spread } of elements) {
      const length: number | undefined = spread ? this.length(value) : 1;
      sum = sum === undefined || length === undefined ? undefined : sum + length;
    }
    return sum;
  }
}

const literalIn = (expr: Expr): Json | undefined => (expr.op === 'literal' ? expr.value : undefined);

/** One side is enough if it decides: `winner` is what an `or` or `and` is as soon as one side is it. */
function decided(winner: boolean, left: Json | undefined, right: Json | undefined): boolean | undefined {
  if (left === winner || right === winner) return winner;
  return left === !winner && right === !winner ? !winner : undefined;
}

/** Whether two expressions read the same. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  // Names are not what tells variables apart.
  if (!('op' in left) && 'name' in left) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => isSame(left[key as keyof typeof left], right[key as keyof typeof right]))
  );
}
