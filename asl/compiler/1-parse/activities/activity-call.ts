import ts from 'typescript';
import { localActivity, tooManyArguments } from '../../diagnostics/sdk.ts';
import type { Retry } from '../../ir.ts';
import type { Lowering } from '../scope.ts';
import { knownFunction } from '../sdk.ts';
import { readPolicy } from './policy.ts';
import { unwrapped } from '../unwrapped.ts';
import { importedAt } from '../symbols.ts';

export interface ActivityCall {
  name: string;
  argument: ts.Expression | undefined;
  timeoutSeconds: number | undefined;
  retry: Retry[];
  nonRetryable: string[];
  singleAttempt: boolean;
}

/** A call of an activity's proxy: `fetch(x)` of `const { fetch } = proxyActivities(…)`, or `activities.fetch(x)`. */
export function activityCall(call: ts.CallExpression, lowering: Lowering): ActivityCall | undefined {
  const found = proxyOf(call.expression, lowering.checker);
  if (found === undefined) return undefined;
  const { proxy, name } = found;
  const policy =
    knownFunction(proxy.expression, lowering.checker)?.name === 'proxyActivities'
      ? readPolicy(proxy, name, lowering)
      : undefined;
  if (policy === undefined) lowering.report(localActivity, proxy.expression);
  const surplus = call.arguments[1] ?? call.arguments.find(ts.isSpreadElement);
  if (surplus !== undefined) lowering.report(tooManyArguments, surplus, name);
  return {
    name,
    argument: call.arguments[0],
    ...(policy ?? { timeoutSeconds: undefined, retry: [], nonRetryable: [], singleAttempt: true }),
  };
}

/** Whether an initializer makes proxies of activities. */
function isProxy(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (!ts.isCallExpression(bare)) return false;
  const known = knownFunction(bare.expression, checker);
  return known?.from === 'temporal' && (known.name === 'proxyActivities' || known.name === 'proxyLocalActivities');
}

/** Whether an initializer gives proxies that are made elsewhere another name. */
export const isOfProxies = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  proxyBehind(node, checker) !== undefined || proxyOf(node, checker) !== undefined;

interface Proxy {
  proxy: ts.CallExpression;
  name: string;
}

export function proxyOf(callee: ts.Expression, checker: ts.TypeChecker): Proxy | undefined {
  const bare = unwrapped(callee);
  if (ts.isPropertyAccessExpression(bare)) {
    const proxy = proxyBehind(bare.expression, checker);
    return proxy === undefined ? ofBinding(bare.name, checker) : { proxy, name: bare.name.text };
  }
  if (ts.isElementAccessExpression(bare)) {
    const proxy = proxyBehind(bare.expression, checker);
    return proxy && ts.isStringLiteralLike(bare.argumentExpression)
      ? { proxy, name: bare.argumentExpression.text }
      : undefined;
  }
  return ts.isIdentifier(bare) ? ofBinding(bare, checker) : undefined;
}

/** `const { fetch: renamed } = proxyActivities(…)`, or `const fetch = activities.fetch`. */
function ofBinding(name: ts.Identifier | ts.MemberName, checker: ts.TypeChecker): Proxy | undefined {
  const declared = declarationOf(name, checker);
  if (declared === undefined) return undefined;
  if (ts.isBindingElement(declared) && ts.isObjectBindingPattern(declared.parent)) {
    const { parent } = declared.parent;
    const proxy =
      ts.isVariableDeclaration(parent) && parent.initializer !== undefined
        ? proxyBehind(parent.initializer, checker)
        : undefined;
    const original = declared.propertyName ?? declared.name;
    return proxy && (ts.isIdentifier(original) || ts.isStringLiteralLike(original))
      ? { proxy, name: original.text }
      : undefined;
  }
  if (ts.isVariableDeclaration(declared) && declared.initializer !== undefined) {
    const value = unwrapped(declared.initializer);
    return ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)
      ? proxyOf(value, checker)
      : undefined;
  }
  return undefined;
}

/** The call of proxyActivities that gave an object of proxies. */
function proxyBehind(node: ts.Expression, checker: ts.TypeChecker): ts.CallExpression | undefined {
  const bare = unwrapped(node);
  if (ts.isCallExpression(bare)) return isProxy(bare, checker) ? bare : undefined;
  const name = ts.isPropertyAccessExpression(bare) ? bare.name : bare;
  if (!ts.isIdentifier(name)) return undefined;
  const declared = declarationOf(name, checker);
  const isConst = declared !== undefined && (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0;
  return isConst && ts.isVariableDeclaration(declared) && declared.initializer !== undefined
    ? proxyBehind(declared.initializer, checker)
    : undefined;
}

const declarationOf = (name: ts.Node, checker: ts.TypeChecker): ts.Declaration | undefined =>
  importedAt(name, checker)?.valueDeclaration;
