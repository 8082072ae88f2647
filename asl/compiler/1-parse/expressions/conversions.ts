import type ts from 'typescript';
import { call, conditional, literal, truthy } from '../../expr.ts';
import { numberOfKinds } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import { booleanKind, isOnly, numberKind, textKind } from '../../kinds.ts';
import type { Scope } from '../scope.ts';
import { textOf } from './literals.ts';

/** `String(x)`, `Number(x)`, `Boolean(x)`. */
export function converted(to: 'String' | 'Number' | 'Boolean', value: Expr, node: ts.Node, scope: Scope): Expr {
  if (value.op === 'refused') return value;
  if (to === 'Boolean') return truthy(value);
  if (to === 'String') return textOf(value, node, scope);
  if (isOnly(value.kinds, numberKind)) return value;
  if (isOnly(value.kinds, booleanKind)) return conditional(value, literal(1), literal(0));
  return isOnly(value.kinds, textKind)
    ? call('number', numberKind, value)
    : scope.lowering.refuse(numberOfKinds, node, node.getText());
}
