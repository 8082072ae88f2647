import type ts from 'typescript';
import { comparesStructures, spreadIsNoList } from '../../diagnostics/expressions.ts';
import { call, equal, lambda, letIn, local, refused } from '../../expr.ts';
import type { Expr, Local } from '../../ir.ts';
import { isOnly, listKind, nullish, numberKind, scalar } from '../../kinds.ts';
import { elementKinds } from '../element-kinds.ts';
import type { Scope } from '../scope.ts';
import { newOfGlobal } from '../symbols.ts';
import { unwrapped } from '../unwrapped.ts';
import { lowerExpression } from './expression.ts';

/** What `new Set(list)` holds, as a list: each scalar once, where it came first. Undefined for everything else. */
export function distinctOf(node: ts.Expression, scope: Scope): Expr | undefined {
  const { checker, refuse } = scope.lowering;
  const bare = unwrapped(node);
  const [from] = newOfGlobal(bare, 'Set', checker) ?? [];
  if (from === undefined) return undefined;
  const list = lowerExpression(from, scope);
  if (list.op === 'refused') return refused;
  if (!isOnly(list.kinds, listKind)) return refuse(spreadIsNoList, from, from.getText());
  const kinds = elementKinds(checker.getTypeAtLocation(from), checker);
  if (!isOnly(kinds, scalar | nullish)) return refuse(comparesStructures, bare, bare.getText());
  const [all, item, at]: Local[] = [{ name: 'all' }, { name: 'item' }, { name: 'at' }];
  const whole = local(all!, listKind);
  const isFirst = equal(call('indexOf', numberKind, whole, local(item!, kinds)), local(at!, numberKind));
  return letIn(all!, list, call('filter', listKind, whole, lambda([item!, at!], isFirst)));
}
