import { literal } from '../expr.ts';
import { isStable, mapChildren } from '../expr-effects.ts';
import type { Expr } from '../ir.ts';
import { booleanKind, isOnly } from '../kinds.ts';
import type { Identities } from './identities.ts';
import { simplify } from './substitute-variables.ts';

/** What holds, and what does not, at the place where a condition is tried. */
export class Facts {
  readonly #identities: Identities;
  readonly #known = new Map<number, boolean>();

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  learn(condition: Expr, holds: boolean): void {
    if (condition.op === 'not') this.learn(condition.value, !holds);
    else if (condition.op === 'and' || condition.op === 'or') this.#learnOfBoth(condition, holds);
    else if (isStable(condition)) this.#known.set(this.#identities.of(condition), holds);
  }

  /** Of one side alone, where the other cannot be what decided. */
  #learnOfBoth({ op, left, right }: Expr & { op: 'and' | 'or' }, holds: boolean): void {
    const isBoth = (op === 'and') === holds;
    if (isBoth || this.#isKnown(left, !holds)) this.learn(right, holds);
    if (isBoth || this.#isKnown(right, !holds)) this.learn(left, holds);
  }

  #isKnown(condition: Expr, holds: boolean): boolean {
    const known = this.applied(condition);
    return known.op === 'literal' && known.value === holds;
  }

  /** The expression without what is known. */
  applied(expr: Expr): Expr {
    if (this.#known.size === 0) return expr;
    const known = isOnly(expr.kinds, booleanKind) ? this.#known.get(this.#identities.of(expr)) : undefined;
    return known === undefined ? simplify(mapChildren(expr, (child) => this.applied(child))) : literal(known);
  }
}
