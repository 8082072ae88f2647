import ts from 'typescript';
import { callRefused } from '../../diagnostics/expressions.ts';
import { call, refused } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, numberKind, textKind } from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { newOfGlobal } from '../symbols.ts';
import { unwrapped } from '../unwrapped.ts';
import { lowerExpression } from './expression.ts';

/** `new Date(time).toISOString()`, `new Date(text).getTime()`. Undefined for everything else: a Date itself is no JSON. */
export function lowerDateCall({ expression }: ts.CallExpression, scope: Scope): Expr | undefined {
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const date = unwrapped(expression.expression);
  const [of, ...more] = newOfGlobal(date, 'Date', scope.lowering.checker) ?? [];
  const give = methods[expression.name.text];
  if (of === undefined || more.length > 0 || give === undefined) return undefined;
  const value = lowerExpression(of, scope);
  if (value.op === 'refused') return refused;
  if (isOnly(value.kinds, textKind)) return give(call('parseTime', numberKind, value));
  // A Date has whole milliseconds.
  if (isOnly(value.kinds, numberKind)) return give(call('trunc', numberKind, value));
  return scope.lowering.refuse(callRefused, date, date.getText());
}

const inMs = (time: Expr): Expr => time;
const asText = (time: Expr): Expr => call('isoTime', textKind, time);
const methods: Readonly<Record<string, ((time: Expr) => Expr) | undefined>> = {
  getTime: inMs,
  valueOf: inMs,
  toISOString: asText,
  toJSON: asText,
};
