import ts from 'typescript';
import {
  call,
  index,
  is,
  literal,
  literalText,
  lookup,
  member,
  not,
  refused,
  undefinedExpr,
  conditional,
  letIn,
  local,
} from '../../expr.ts';
import { accessOfKinds, negativeIndex, nameRefused, propertyRefused } from '../../diagnostics/expressions.ts';
import type { Expr, Local } from '../../ir.ts';
import {
  isOnly,
  listKind,
  mayBe,
  nullKind,
  nullish,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  without,
} from '../../kinds.ts';
import { constantOf } from '../constant.ts';
import type { Scope } from '../scope.ts';
import { lowerExpression } from './expression.ts';
import { lowerSymbol } from './identifiers.ts';
import { distinctOf } from './sets.ts';
import { kindsAt } from './typed.ts';
import { characterAt, orUndefined } from './characters.ts';
import { unwrapped } from '../unwrapped.ts';
import { importedAt } from '../symbols.ts';

/** `object.key`, also of a namespace, an enum, a list's or a text's `length`. */
export function lowerProperty(node: ts.PropertyAccessExpression, scope: Scope): Expr {
  const { checker, refuse } = scope.lowering;
  const key = node.name.text;
  if (isNamespace(node.expression, checker)) return lowerSymbol(checker.getSymbolAtLocation(node.name), node, scope);
  const constant = isRooted(node, scope) ? undefined : constantOf(node, checker);
  if (constant !== undefined) return constant.value === undefined ? undefinedExpr : literal(constant.value);
  const global = numberConstants[node.getText()];
  if (global !== undefined) return literal(global);
  const distinct = key === 'size' ? distinctOf(node.expression, scope) : undefined;
  if (distinct !== undefined) return distinct.op === 'refused' ? refused : call('lengthOfList', numberKind, distinct);
  const object = lowerExpression(node.expression, scope);
  if (object.op === 'refused') return refused;
  if (key === 'length' && isLengthOwner(node.expression, object, scope)) return lengthOf(object, node, scope);
  if (!isOnly(object.kinds, objectKind | nullish))
    return refuse(accessOfKinds, node.name, node.expression.getText(), key);
  if (isMethod(node, checker)) return refuse(propertyRefused, node.name, key);
  return reach(member, object, key, node, scope);
}

const numberConstants: Readonly<Record<string, number>> = {
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.EPSILON': Number.EPSILON,
  'Math.PI': Math.PI,
  'Math.E': Math.E,
};

function isMethod(node: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  return checker.getTypeAtLocation(node).getCallSignatures().length > 0;
}

function isNamespace(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(node)) return false;
  const symbol = importedAt(node, checker);
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.ValueModule) !== 0;
}

/** Whether the first name of an access is a variable here: it is no module's constant then. */
function isRooted(node: ts.Expression, scope: Scope): boolean {
  let root: ts.Expression = node;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = unwrapped(root.expression);
  if (!ts.isIdentifier(root)) return true;
  const symbol = scope.lowering.checker.getSymbolAtLocation(root);
  return symbol === undefined || scope.read(symbol) !== undefined;
}

const isLengthOwner = (node: ts.Expression, object: Expr, scope: Scope): boolean =>
  isOnly(object.kinds, listKind | textKind | nullish) || isOnly(kindsAt(node, scope), listKind | textKind | nullish);

function lengthOf(owner: Expr, node: ts.PropertyAccessExpression, scope: Scope): Expr {
  return whenPresent(owner, node, (present) => {
    if (isOnly(present.kinds, listKind)) return call('lengthOfList', numberKind, present);
    if (isOnly(present.kinds, textKind)) return call('lengthOfText', numberKind, present);
    if (!isOnly(present.kinds, textKind | listKind))
      return scope.lowering.refuse(accessOfKinds, node.name, node.expression.getText(), 'length');
    return conditional(
      is(present, listKind),
      call('lengthOfList', numberKind, present),
      call('lengthOfText', numberKind, present),
    );
  });
}

/** What an optional chain does of a value that may be absent; without `?.` JavaScript would fail. */
export function whenPresent(owner: Expr, node: ts.Expression, then: (present: Expr) => Expr): Expr {
  if (!mayBe(owner.kinds, nullish)) return then(owner);
  const name: Local = { name: 'owner' };
  const present = local(name, without(owner.kinds, nullish));
  const absent: Expr = isOptional(node)
    ? undefinedExpr
    : { op: 'fail', message: `TypeError: ${node.getText()}`.slice(0, 100), kinds: 0 };
  return letIn(name, owner, conditional(not(is(local(name, owner.kinds), nullish)), then(present), absent));
}

/** Whether an access, or one before it in the same chain, has `?.`. */
const isOptional = (node: ts.Node): boolean => (node.flags & ts.NodeFlags.OptionalChain) !== 0;

function reach<K extends string | Expr>(
  how: (object: Expr, key: K, kinds: number, strict: boolean) => Expr,
  object: Expr,
  key: K,
  node: ts.Expression,
  scope: Scope,
): Expr {
  const strict = !isOptional(node) && mayBe(object.kinds, nullish);
  const absent = isOptional(node) && mayBe(object.kinds, nullish) ? undefinedKind : 0;
  return how(object, key, kindsAt(node, scope) | absent, strict);
}

/** `list[index]`, `record[key]`. */
export function lowerElement(node: ts.ElementAccessExpression, scope: Scope): Expr {
  const { checker, refuse } = scope.lowering;
  const constant = isRooted(node, scope) ? undefined : constantOf(node, checker);
  if (constant !== undefined) return constant.value === undefined ? undefinedExpr : literal(constant.value);
  const owner = lowerExpression(node.expression, scope);
  const key = lowerExpression(node.argumentExpression, scope);
  if (owner.op === 'refused' || key.op === 'refused') return refused;
  if (isOnly(owner.kinds, listKind | nullish) && isOnly(key.kinds, numberKind))
    return lowerIndex(owner, key, node, scope);
  if (isOnly(owner.kinds, textKind | nullish) && mayBe(owner.kinds, textKind) && isOnly(key.kinds, numberKind))
    return whenPresent(owner, node, (text) => orUndefined(characterAt(text, key)));
  if (!isOnly(owner.kinds, objectKind | nullish))
    return refuse(accessOfKinds, node.argumentExpression, node.expression.getText(), literalText(key) ?? '[]');
  const name = literalText(key);
  if (name !== undefined) {
    const found = reach(member, owner, name, node, scope);
    return { ...found, kinds: found.kinds | (isRecord(node.expression, checker) ? undefinedKind : 0) };
  }
  if (!isOnly(key.kinds, textKind))
    return refuse(nameRefused, node.argumentExpression, node.argumentExpression.getText());
  const found = reach(lookup, owner, key, node, scope);
  return hasAllKeys(node, checker) ? found : { ...found, kinds: found.kinds | undefinedKind };
}

/** Whether the key is one of some texts, and the object's type has all of these. */
function hasAllKeys(node: ts.ElementAccessExpression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node.argumentExpression);
  const owner = checker.getTypeAtLocation(node.expression);
  const keys = type.isUnion() ? type.types : [type];
  return keys.every((key) => key.isStringLiteral() && owner.getProperty(key.value) !== undefined);
}

const isRecord = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  checker.getTypeAtLocation(node).getStringIndexType() !== undefined;

function lowerIndex(list: Expr, at: Expr, node: ts.ElementAccessExpression, scope: Scope): Expr {
  if (at.op === 'literal' && typeof at.value === 'number' && (at.value < 0 || !Number.isInteger(at.value))) {
    return scope.lowering.refuse(negativeIndex, node.argumentExpression, at.value);
  }
  const tuple = isWithinTuple(node.expression, at, scope.lowering.checker);
  const kinds = kindsAt(node, scope) | (tuple ? 0 : undefinedKind);
  // The first element of null is null for JSONata.
  if (isOptional(node) && mayBe(list.kinds, nullKind))
    return whenPresent(list, node, (present) => index(present, at, kinds));
  return index(list, at, kinds, !isOptional(node) && mayBe(list.kinds, nullish));
}

function isWithinTuple(node: ts.Expression, at: Expr, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  if (!checker.isTupleType(type) || at.op !== 'literal') return false;
  return (at.value as number) < (type as ts.TupleTypeReference).target.minLength;
}
