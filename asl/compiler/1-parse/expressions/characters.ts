import { arithmetic, call, compare, conditional, equal, letIn, literal, local, undefinedExpr } from '../../expr.ts';
import type { Expr, Local } from '../../ir.ts';
import { numberKind, textKind } from '../../kinds.ts';

/** The character at a place from 0 on, else the empty text. */
export function characterAt(owner: Expr, at: Expr): Expr {
  const place: Local = { name: 'place' };
  const value = at.op === 'literal' ? at : local(place, numberKind);
  const cut = call('sliceText', textKind, owner, value, arithmetic('+', value, literal(1)));
  const character = conditional(compare('>=', value, literal(0)), cut, literal(''));
  return at.op === 'literal' ? character : letIn(place, at, character);
}

/** No text where there is no character. */
export function orUndefined(character: Expr): Expr {
  const found: Local = { name: 'found' };
  const value = local(found, textKind);
  return letIn(found, character, conditional(equal(value, literal('')), undefinedExpr, value));
}
