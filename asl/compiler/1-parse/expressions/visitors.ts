import ts from 'typescript';
import { literal } from '../../expr.ts';
import { assignedInside, expressionRefused, propertyRefused } from '../../diagnostics/expressions.ts';
import type { Expr } from '../../ir.ts';
import type { Scope } from '../scope.ts';
import { lowerArrayLiteral, lowerObjectLiteral, lowerTemplate } from './literals.ts';
import { lowerElement, lowerProperty } from './access.ts';
import { lowerBinary, lowerConditional, lowerPrefix, lowerTypeofText } from './operators.ts';
import { lowerCall } from './calls.ts';
import { lowerIdentifier } from './identifiers.ts';
import { claimed } from './typed.ts';
import { knownClass } from '../sdk.ts';
import { refusedSdk } from '../sdk-support.ts';
import { lowerExpression } from './expression.ts';

type Visitor<N extends ts.Expression> = (node: N, scope: Scope) => Expr;

const inner = (node: { expression: ts.Expression } & ts.Expression, scope: Scope): Expr =>
  lowerExpression(node.expression, scope);

/** By kind of expression; what is not here is refused. */
const visitors: Readonly<Record<number, Visitor<never> | undefined>> = {
  [ts.SyntaxKind.StringLiteral]: ((node) => literal(node.text)) satisfies Visitor<ts.StringLiteral>,
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: ((node) =>
    literal(node.text)) satisfies Visitor<ts.NoSubstitutionTemplateLiteral>,
  [ts.SyntaxKind.NumericLiteral]: ((node) => literal(Number(node.text))) satisfies Visitor<ts.NumericLiteral>,
  [ts.SyntaxKind.TrueKeyword]: () => literal(true),
  [ts.SyntaxKind.FalseKeyword]: () => literal(false),
  [ts.SyntaxKind.NullKeyword]: () => literal(null),
  [ts.SyntaxKind.TemplateExpression]: lowerTemplate satisfies Visitor<ts.TemplateExpression>,
  [ts.SyntaxKind.ArrayLiteralExpression]: lowerArrayLiteral satisfies Visitor<ts.ArrayLiteralExpression>,
  [ts.SyntaxKind.ObjectLiteralExpression]: lowerObjectLiteral satisfies Visitor<ts.ObjectLiteralExpression>,
  [ts.SyntaxKind.ParenthesizedExpression]: inner satisfies Visitor<ts.ParenthesizedExpression>,
  [ts.SyntaxKind.AsExpression]: ((node, scope) =>
    claimed(inner(node, scope), node, scope.lowering.checker)) satisfies Visitor<ts.AsExpression>,
  [ts.SyntaxKind.SatisfiesExpression]: inner satisfies Visitor<ts.SatisfiesExpression>,
  [ts.SyntaxKind.NonNullExpression]: inner satisfies Visitor<ts.NonNullExpression>,
  [ts.SyntaxKind.PropertyAccessExpression]: lowerProperty satisfies Visitor<ts.PropertyAccessExpression>,
  [ts.SyntaxKind.ElementAccessExpression]: lowerElement satisfies Visitor<ts.ElementAccessExpression>,
  [ts.SyntaxKind.PrefixUnaryExpression]: lowerPrefix satisfies Visitor<ts.PrefixUnaryExpression>,
  [ts.SyntaxKind.TypeOfExpression]: lowerTypeofText satisfies Visitor<ts.TypeOfExpression>,
  [ts.SyntaxKind.BinaryExpression]: lowerBinary satisfies Visitor<ts.BinaryExpression>,
  [ts.SyntaxKind.ConditionalExpression]: lowerConditional satisfies Visitor<ts.ConditionalExpression>,
  [ts.SyntaxKind.CallExpression]: lowerCall satisfies Visitor<ts.CallExpression>,
  [ts.SyntaxKind.Identifier]: lowerIdentifier satisfies Visitor<ts.Identifier>,
};

export function visitExpression(node: ts.Expression, scope: Scope): Expr {
  const visitor = visitors[node.kind];
  return visitor === undefined ? refuse(node, scope) : visitor(node as never, scope);
}

function refuse(node: ts.Expression, scope: Scope): Expr {
  const { lowering } = scope;
  const text = node.getText().split('\n')[0]!.slice(0, 60);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return lowering.refuse(propertyRefused, node, text);
  if (ts.isPostfixUnaryExpression(node)) return lowering.refuse(assignedInside, node);
  const known = ts.isNewExpression(node) ? knownClass(node.expression, lowering.checker) : undefined;
  const refusal = known === undefined ? undefined : refusedSdk(known);
  return refusal === undefined
    ? lowering.refuse(expressionRefused, node, text)
    : lowering.refuse(refusal, node, known!);
}
