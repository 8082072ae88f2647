import { literalText } from '../expr.ts';
import type { Expr, ObjectEntry, Variable } from '../ir.ts';
import { mayBe, undefinedKind } from '../kinds.ts';
import type { Known } from './known.ts';

/** Bytes of UTF-8 that a value has as JSON at least: those of what the source writes out. */
export class Payload {
  readonly #known: Known;
  readonly #variables = new Map<Variable, number>();

  constructor(known: Known) {
    this.#known = known;
  }

  leastBytes(expr: Expr): number {
    switch (expr.op) {
      case 'literal':
        return Buffer.byteLength(JSON.stringify(expr.value));
      case 'variable':
        return this.#ofVariable(expr.variable);
      case 'array':
        return expr.elements.reduce(
          (sum, { value, spread }) => sum + (spread ? this.#inside(value) : this.leastBytes(value) + 1),
          1,
        );
      case 'object':
        return this.#ofEntries(expr.entries);
      case 'concat':
        return 2 + expr.parts.reduce((sum, part) => sum + this.#inside(part), 0);
      case 'conditional':
        return Math.min(this.leastBytes(expr.then), this.leastBytes(expr.otherwise));
      case 'call':
        return this.#ofCall(expr);
      default:
        return 1;
    }
  }

  /** Without what a list or a text has around it. */
  #inside(expr: Expr): number {
    return Math.max(0, this.leastBytes(expr) - 2);
  }

  #ofVariable(variable: Variable): number {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    this.#variables.set(variable, 1);
    const only = this.#known.only(variable);
    const bytes = only === undefined ? 1 : this.leastBytes(only);
    this.#variables.set(variable, bytes);
    return bytes;
  }

  /** A key that is written twice counts once, and what is written before a spread may be taken away by it. */
  #ofEntries(entries: readonly ObjectEntry[]): number {
    const fields = new Map<string, number>();
    for (const entry of entries) {
      if ('spread' in entry) fields.clear();
      else if (!mayBe(entry.value.kinds, undefinedKind)) {
        const key = literalText(entry.key);
        if (key !== undefined) fields.set(key, this.leastBytes(entry.key) + this.leastBytes(entry.value) + 2);
      }
    }
    return [...fields.values()].reduce((sum, bytes) => sum + bytes, 1);
  }

  #ofCall({ function: name, arguments: [text, times] }: Expr & { op: 'call' }): number {
    if (name !== 'repeat' || text === undefined || text.op === 'lambda' || times === undefined || times.op === 'lambda')
      return 1;
    const count = this.#known.value(times);
    return typeof count === 'number' ? 2 + Math.max(0, Math.trunc(count)) * this.#inside(text) : 1;
  }
}
