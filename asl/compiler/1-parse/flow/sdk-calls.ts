import type ts from 'typescript';
import type { Expr } from '../../ir.ts';
import { ignoredSdk, refusedSdk } from '../sdk-support.ts';
import type { Context } from './context.ts';

/** Calls that have no meaning for the outcome: `log.info(…)`, search attributes. Said once, as a note. */
export function isIgnored(node: ts.CallExpression, { lowering }: Context): boolean {
  const ignored = ignoredSdk(node, lowering.checker);
  if (ignored === undefined) return false;
  lowering.report(ignored.kind, node, ignored.name);
  return true;
}

/** Refuses what the SDK has and Step Functions cannot say; nothing for what it can. */
export function refuseSdkCall(node: ts.CallExpression, name: string, { lowering }: Context): Expr | undefined {
  const kind = refusedSdk(name);
  return kind === undefined ? undefined : lowering.refuse(kind, node.expression, name);
}
