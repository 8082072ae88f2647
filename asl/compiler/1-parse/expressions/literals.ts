import ts from 'typescript';
import { array, concat, conditional, is, letIn, literal, literalText, local, object, text } from '../../expr.ts';
import type { ArrayElement, Expr, Local, ObjectEntry } from '../../ir.ts';
import {
  booleanKind,
  isOnly,
  listKind,
  mayBe,
  nullish,
  objectKind,
  scalar,
  undefinedKind,
  without,
} from '../../kinds.ts';
import {
  spreadErases,
  spreadIsNoList,
  spreadIsNoObject,
  textOfStructure,
  undefinedInList,
  methodInObject,
} from '../../diagnostics/expressions.ts';
import type { Scope } from '../scope.ts';
import { lowerExpression } from './expression.ts';
import { lowerSymbol } from './identifiers.ts';
import { distinctOf } from './sets.ts';
import { believed, isSaidToBeThere } from './typed.ts';

export function lowerTemplate(node: ts.TemplateExpression, scope: Scope): Expr {
  const parts = node.templateSpans.flatMap(({ expression, literal: { text: after } }) => [
    lowerText(expression, scope),
    literal(after),
  ]);
  return concat([literal(node.head.text), ...parts]);
}

/** As JavaScript makes a text of it, if that is one worth having. */
function lowerText(node: ts.Expression, scope: Scope): Expr {
  return textOf(lowerExpression(node, scope), node, scope);
}

export function textOf(value: Expr, node: ts.Node, { lowering: { refuse } }: Scope): Expr {
  if (value.op === 'refused') return value;
  return isOnly(value.kinds, scalar | nullish) ? text(value) : refuse(textOfStructure, node, node.getText());
}

export function lowerArrayLiteral(node: ts.ArrayLiteralExpression, scope: Scope): Expr {
  return array(node.elements.map((element) => lowerElement(element, scope)));
}

function lowerElement(element: ts.Expression, scope: Scope): ArrayElement {
  const { refuse } = scope.lowering;
  if (!ts.isSpreadElement(element))
    return { value: inList(lowerExpression(element, scope), element, scope), spread: false };
  const spread = element.expression;
  const value = distinctOf(spread, scope) ?? believed(lowerExpression(spread, scope), spread, scope);
  if (value.op !== 'refused' && !isOnly(value.kinds, listKind)) {
    return { value: refuse(spreadIsNoList, element, spread.getText()), spread: true };
  }
  return { value, spread: true };
}

/** A list has no place for undefined: JSON makes null of it. */
function inList(value: Expr, node: ts.Node, scope: Scope): Expr {
  if (value.op === 'refused' || value.op === 'index' || !mayBe(value.kinds, undefinedKind)) return value;
  return isSaidToBeThere(value, node, scope)
    ? orNull(value)
    : scope.lowering.refuse(undefinedInList, node, node.getText());
}

export function orNull(value: Expr): Expr {
  const element: Local = { name: 'element' };
  const present = local(element, without(value.kinds, undefinedKind));
  return letIn(element, value, conditional(is(local(element, value.kinds), undefinedKind), literal(null), present));
}

export function lowerObjectLiteral(node: ts.ObjectLiteralExpression, scope: Scope): Expr {
  const entries: ObjectEntry[] = [];
  for (const property of node.properties) {
    const entry = lowerEntry(property, scope, entries.length > 0);
    if (entry !== undefined) entries.push(entry);
  }
  const constant = entries.every(
    (entry) => 'key' in entry && entry.key.op === 'literal' && entry.value.op === 'literal',
  );
  return constant ? literal(Object.fromEntries(entries.map(constantEntry))) : object(entries);
}

function constantEntry(entry: ObjectEntry): [string, never] {
  const { key, value } = entry as { key: Expr; value: Expr & { op: 'literal' } };
  return [literalText(key)!, value.value as never];
}

function lowerEntry(property: ts.ObjectLiteralElementLike, scope: Scope, isLater: boolean): ObjectEntry | undefined {
  const { refuse, checker } = scope.lowering;
  if (ts.isSpreadAssignment(property)) return lowerSpread(property, scope, isLater);
  if (ts.isShorthandPropertyAssignment(property)) {
    const symbol = checker.getShorthandAssignmentValueSymbol(property);
    const known = scope.intercept(property.name, scope);
    return {
      key: literal(property.name.text),
      value:
        known ??
        (property.name.text === 'undefined'
          ? lowerExpression(property.name, scope)
          : lowerSymbol(symbol, property.name, scope)),
    };
  }
  if (!ts.isPropertyAssignment(property)) {
    refuse(methodInObject, property);
    return undefined;
  }
  if (!ts.isComputedPropertyName(property.name) && property.name.text === '__proto__') {
    refuse(methodInObject, property);
    return undefined;
  }
  return { key: lowerKey(property.name, scope), value: lowerExpression(property.initializer, scope) };
}

function lowerKey(name: ts.PropertyName, scope: Scope): Expr {
  if (ts.isComputedPropertyName(name)) return lowerText(name.expression, scope);
  return literal(ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text);
}

function lowerSpread(property: ts.SpreadAssignment, scope: Scope, isLater: boolean): ObjectEntry {
  const { refuse, checker } = scope.lowering;
  const value = lowerExpression(property.expression, scope);
  // `...(test && { … })`: a spread of false adds nothing.
  if (value.op !== 'refused' && !isOnly(value.kinds, objectKind | nullish | booleanKind)) {
    return { spread: refuse(spreadIsNoObject, property, property.expression.getText()) };
  }
  // JavaScript copies a key whose value is undefined, and so takes an earlier one away; JSON does not know the key.
  if (isLater && value.op === 'object' && hasOptional(property.expression, checker)) {
    return { spread: refuse(spreadErases, property, property.expression.getText()) };
  }
  return { spread: value };
}

function hasOptional(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return checker
    .getTypeAtLocation(node)
    .getProperties()
    .some(
      (property) =>
        (checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Undefined) !== 0 ||
        unionHasUndefined(checker.getTypeOfSymbol(property)),
    );
}

const unionHasUndefined = (type: ts.Type): boolean =>
  type.isUnion() && type.types.some((part) => part.flags & ts.TypeFlags.Undefined);
