import ts from 'typescript';
import { call, conditional, index, is, literal, member, present, refused } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import { isOnly, listKind, mayBe, objectKind, undefinedKind } from '../../kinds.ts';
import { patternRefused } from '../../diagnostics/expressions.ts';
import { lowerExpression } from '../expressions/expression.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import type { Scope, Write } from '../scope.ts';
import { childScope } from '../scopes.ts';

/** The names of a declaration's pattern, with their values. */
export function lowerWrites(pattern: ts.BindingName, value: Expr, scope: Scope): Write[] {
  const { checker, refuse } = scope.lowering;
  if (ts.isIdentifier(pattern)) {
    const symbol = checker.getSymbolAtLocation(pattern);
    return symbol === undefined ? [] : [{ target: symbol, value, origin: pattern }];
  }
  if (value.op === 'refused')
    return pattern.elements.flatMap((element) =>
      ts.isOmittedExpression(element) ? [] : lowerWrites(element.name, refused, scope),
    );
  const isList = ts.isArrayBindingPattern(pattern);
  if (
    isOnly(value.kinds, (isList ? listKind : objectKind) | undefinedKind) &&
    !isOnly(value.kinds, isList ? listKind : objectKind) &&
    value.op !== 'undefined'
  )
    return lowerWrites(pattern, present(value), scope);
  if (!isOnly(value.kinds, isList ? listKind : objectKind)) {
    const blank = refuse(patternRefused, pattern, pattern.getText());
    return lowerWrites(pattern, blank, scope);
  }
  return isList ? listWrites(pattern, value, scope) : objectWrites(pattern, value, scope);
}

/** How a default sees the names before it in the same pattern. */
function givenIn(outer: Scope): { scope: Scope; add: (writes: Write[]) => Write[] } {
  const values = new Map<ts.Symbol, Expr>();
  const add = (writes: Write[]): Write[] => {
    for (const { target, value } of writes) if ('flags' in target) values.set(target, value);
    return writes;
  };
  return { scope: childScope(outer, values), add };
}

function listWrites(pattern: ts.ArrayBindingPattern, value: Expr, outer: Scope): Write[] {
  const given = givenIn(outer);
  const { scope } = given;
  const type = scope.lowering.checker.getTypeAtLocation(pattern);
  const sure = scope.lowering.checker.isTupleType(type) ? (type as ts.TupleTypeReference).target.minLength : 0;
  return pattern.elements.flatMap((element, at) => {
    if (ts.isOmittedExpression(element)) return [];
    if (element.dotDotDotToken !== undefined)
      return lowerWrites(element.name, call('sliceList', listKind, value, literal(at)), scope);
    const item = index(value, literal(at), kindsOf(element, scope) | (at < sure ? 0 : undefinedKind));
    return given.add(lowerWrites(element.name, withDefault(element, item, scope), scope));
  });
}

function objectWrites({ elements }: ts.ObjectBindingPattern, value: Expr, outer: Scope): Write[] {
  const given = givenIn(outer);
  const { scope } = given;
  const taken: string[] = [];
  return elements.flatMap((element) => {
    if (element.dotDotDotToken !== undefined) {
      return lowerWrites(element.name, call('omit', objectKind, value, ...taken.map((key) => literal(key))), scope);
    }
    const name = element.propertyName ?? element.name;
    if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) {
      const blank = scope.lowering.refuse(patternRefused, element, element.getText());
      return lowerWrites(element.name, blank, scope);
    }
    taken.push(name.text);
    const field = member(value, name.text, propertyKinds(element, scope));
    return given.add(lowerWrites(element.name, withDefault(element, field, scope), scope));
  });
}

/** The kinds of the property itself, before a default takes undefined away. */
function propertyKinds(element: ts.BindingElement, scope: Scope): number {
  const kinds = kindsOf(element, scope);
  return element.initializer === undefined ? kinds : kinds | undefinedKind;
}

const kindsOf = (element: ts.BindingElement, { lowering: { checker } }: Scope): number =>
  kindsOfType(checker.getTypeAtLocation(element), checker);

/** A default is for undefined alone. */
function withDefault(element: ts.BindingElement, value: Expr, scope: Scope): Expr {
  if (element.initializer === undefined || !mayBe(value.kinds, undefinedKind)) return value;
  return conditional(is(value, undefinedKind), lowerExpression(element.initializer, scope), {
    ...value,
    kinds: value.kinds & ~undefinedKind,
  });
}
