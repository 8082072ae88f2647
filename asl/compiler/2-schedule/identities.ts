import type { Expr, Lambda } from '../ir.ts';

/** Gives expressions the same number if they are written alike, of the same variables: they come to the same at the same place. */
export class Identities {
  readonly #known = new WeakMap<object, number>();
  readonly #byText = new Map<string, number>();
  #count = 0;

  of(expr: Expr | Lambda): number {
    const known = this.#known.get(expr);
    if (known !== undefined) return known;
    const text = JSON.stringify(expr, expr.op === 'literal' ? undefined : this.#part);
    return this.#set(expr, this.#byText.get(text) ?? this.#next(text));
  }

  /** Parts stand as their numbers. What an expression may give says nothing of what it is. */
  readonly #part = (key: string, value: unknown): unknown => {
    if (key === 'kinds') return undefined;
    if (key === 'variable' || key === 'local') return this.#binding(value as object);
    if (key === 'parameters') return (value as object[]).map((parameter) => this.#binding(parameter));
    return key !== '' && isExpr(value) ? this.of(value) : value;
  };

  #binding(binding: object): number {
    return this.#known.get(binding) ?? this.#set(binding, this.#next());
  }

  #set(part: object, identity: number): number {
    this.#known.set(part, identity);
    return identity;
  }

  #next(text?: string): number {
    this.#count += 1;
    if (text !== undefined) this.#byText.set(text, this.#count);
    return this.#count;
  }
}

const isExpr = (value: unknown): value is Expr | Lambda => typeof value === 'object' && value !== null && 'op' in value;
