import ts from 'typescript';
import { detailsDoNotCross, reservedName } from '../../diagnostics/sdk.ts';
import { constantOf } from '../constant.ts';
import type { Lowering } from '../scope.ts';
import { knownClass } from '../sdk.ts';
import { unwrapped } from '../unwrapped.ts';

export interface ThrownFailure {
  type: ts.Expression | undefined;
  message: ts.Expression | undefined;
}

/** An ApplicationFailure in whatever way it is made; nothing for anything else. */
export function failureThrown(node: ts.Expression, lowering: Lowering): ThrownFailure | undefined {
  const failure = ts.isNewExpression(node)
    ? constructed(node, lowering)
    : ts.isCallExpression(node)
      ? made(node, lowering)
      : undefined;
  const type = failure?.type && constantOf(failure.type, lowering.checker)?.value;
  if (failure?.type !== undefined && typeof type === 'string' && type.startsWith('States.'))
    lowering.report(reservedName, failure.type, type);
  return failure;
}

/** `new ApplicationFailure(message, type, nonRetryable, details)` */
function constructed(node: ts.NewExpression, lowering: Lowering): ThrownFailure | undefined {
  if (knownClass(node.expression, lowering.checker) !== 'ApplicationFailure') return undefined;
  const [message, type, , details] = node.arguments ?? [];
  if (details !== undefined) lowering.report(detailsDoNotCross, details, 'details');
  return { message: given(message, lowering), type: given(type, lowering) };
}

function made(node: ts.CallExpression, lowering: Lowering): ThrownFailure | undefined {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  if (knownClass(expression.expression, lowering.checker) !== 'ApplicationFailure') return undefined;
  const [first, second, third] = node.arguments;
  const method = expression.name.text;
  if (method === 'create')
    return first === undefined ? { type: undefined, message: undefined } : ofOptions(first, lowering);
  if (method !== 'nonRetryable' && method !== 'retryable') return undefined;
  if (third !== undefined) lowering.report(detailsDoNotCross, third, 'details');
  return { message: given(first, lowering), type: given(second, lowering) };
}

function ofOptions(node: ts.Expression, lowering: Lowering): ThrownFailure | undefined {
  const bare = unwrapped(node);
  if (!ts.isObjectLiteralExpression(bare)) return undefined;
  const failure: ThrownFailure = { type: undefined, message: undefined };
  for (const property of bare.properties) {
    const name = property.name?.getText();
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (value === undefined) return undefined;
    if (name === 'type') failure.type = given(value, lowering);
    else if (name === 'message') failure.message = given(value, lowering);
    else if (name !== 'nonRetryable') lowering.report(detailsDoNotCross, property, name ?? '');
  }
  return failure;
}

/** `undefined` is nothing given. */
const given = (node: ts.Expression | undefined, { checker }: Lowering): ts.Expression | undefined => {
  const constant = node && constantOf(node, checker);
  return constant !== undefined && (constant.value === undefined || constant.value === null) ? undefined : node;
};
