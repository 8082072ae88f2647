import ts from 'typescript';
import { array, arithmetic, call, is, lambda, literal, object, refused } from '../../expr.ts';
import { asksForNan, callRefused, parsesAny } from '../../diagnostics/expressions.ts';
import type { Expr, Local, Operation } from '../../ir.ts';
import {
  anyKind,
  booleanKind,
  isOnly,
  listKind,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  type Kinds,
} from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';
import type { Scope } from '../scope.ts';
import { isGlobal } from '../symbols.ts';
import { lambdaAt, requiredArgument } from './arguments.ts';
import { converted } from './conversions.ts';
import { lowerExpression } from './expression.ts';
import { elementKinds } from '../element-kinds.ts';
import { distinctOf } from './sets.ts';
import { kindsAt } from './typed.ts';
import { unwrapped } from '../unwrapped.ts';

type GlobalCall = (node: ts.CallExpression, scope: Scope) => Expr;

/** `Math.max(…)`, `Object.keys(…)`, `JSON.parse(…)`, `String(…)`: functions of JavaScript itself, unless the name means something else here. */
export function lowerGlobalCall(node: ts.CallExpression, scope: Scope): Expr | undefined {
  const { expression } = node;
  const root = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  if (!ts.isIdentifier(root) || !isGlobal(root, scope.lowering.checker)) return undefined;
  const name = expression.getText();
  const known = globals.get(name);
  if (known !== undefined) return known(node, scope);
  return globalObjects.has(root.text) ? scope.lowering.refuse(callRefused, expression, name) : undefined;
}

const globalObjects: ReadonlySet<string> = new Set(
  'Math Object Array JSON Number String Date Reflect Symbol Intl BigInt'.split(' '),
);

const ofNumber =
  (operation: Operation, result: Kinds = numberKind): GlobalCall =>
  (node, scope) => {
    const value = requiredArgument(node, 0, numberKind, scope);
    return value.op === 'refused' ? refused : call(operation, result, value);
  };

/** Of numbers, or of one list that is spread. */
const extreme =
  (operation: 'min' | 'max'): GlobalCall =>
  (node, scope) => {
    const elements = node.arguments.map((argument) => {
      const isSpread = ts.isSpreadElement(argument);
      const value = lowerExpression(isSpread ? argument.expression : argument, scope);
      const isRight = value.op === 'refused' || isOnly(value.kinds, isSpread ? listKind : numberKind);
      return {
        value: isRight ? value : scope.lowering.refuse(callRefused, argument, argument.getText()),
        spread: isSpread,
      };
    });
    return elements.some(({ value }) => value.op === 'refused')
      ? refused
      : call(operation, numberKind, array(elements));
  };

const ofObject =
  (operation: 'keys' | 'values' | 'entries'): GlobalCall =>
  (node, scope) => {
    const value = requiredArgument(node, 0, objectKind, scope);
    return value.op === 'refused' ? refused : call(operation, listKind, value);
  };

const assign: GlobalCall = (node, scope) => {
  const [target, ...sources] = node.arguments;
  // Into anything else than a fresh object it would change what others may have.
  if (target === undefined || !ts.isObjectLiteralExpression(unwrapped(target)))
    return scope.lowering.refuse(callRefused, node, 'Object.assign');
  const values = [target, ...sources].map((argument) => lowerExpression(argument, scope));
  return values.some(({ op }) => op === 'refused') ? refused : object(values.map((spread) => ({ spread })));
};

const toText: GlobalCall = (node, scope) => {
  const [argument] = node.arguments;
  return argument === undefined ? literal('') : converted('String', lowerExpression(argument, scope), argument, scope);
};
const toNumber: GlobalCall = (node, scope) => {
  const [argument] = node.arguments;
  return argument === undefined ? literal(0) : converted('Number', lowerExpression(argument, scope), argument, scope);
};
const toBoolean: GlobalCall = (node, scope) => {
  const [argument] = node.arguments;
  return argument === undefined
    ? literal(false)
    : converted('Boolean', lowerExpression(argument, scope), argument, scope);
};

const isInteger: GlobalCall = (node, scope) => {
  const value = requiredArgument(node, 0, numberKind, scope);
  return value.op === 'refused'
    ? refused
    : { op: 'equal', left: call('floor', numberKind, value), right: value, kinds: booleanKind };
};

/** What it gives has the kinds of the type that the source claims: `JSON.parse(text) as Order`. */
const parseJson: GlobalCall = (node, scope) => {
  const value = requiredArgument(node, 0, textKind, scope);
  if (node.arguments.length > 1) return scope.lowering.refuse(callRefused, node, 'JSON.parse with a reviver');
  if (value.op === 'refused') return refused;
  const claimed = claimedKinds(node, scope) & ~undefinedKind;
  return claimed === (anyKind & ~undefinedKind)
    ? scope.lowering.refuse(parsesAny, node)
    : call('parseJson', claimed, value);
};

function claimedKinds(node: ts.CallExpression, scope: Scope): Kinds {
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isNonNullExpression(outer.parent)) outer = outer.parent;
  if (ts.isAsExpression(outer.parent) || ts.isSatisfiesExpression(outer.parent)) return kindsAt(outer.parent, scope);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && parent.type !== undefined) return kindsAt(parent.name, scope);
  const contextual = scope.lowering.checker.getContextualType(node);
  return contextual === undefined ? anyKind : kindsOfType(contextual, scope.lowering.checker);
}

const stringifyJson: GlobalCall = (node, scope) => {
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length > 1)
    return scope.lowering.refuse(callRefused, node, 'JSON.stringify with further arguments');
  const value = lowerExpression(argument, scope);
  return value.op === 'refused' ? refused : call('stringifyJson', textKind | (value.kinds & undefinedKind), value);
};

/** `Array.from(list)`, `Array.from({ length }, (_, i) => …)`. */
const fromArray: GlobalCall = (node, scope) => {
  const [from] = node.arguments;
  if (from === undefined) return scope.lowering.refuse(callRefused, node, 'Array.from');
  const value = distinctOf(from, scope) ?? lowerExpression(from, scope);
  if (value.op === 'refused') return refused;
  const length = lengthIn(value);
  if (length !== undefined) return ofLength(length, node, scope);
  if (!isOnly(value.kinds, listKind)) return scope.lowering.refuse(callRefused, node, 'Array.from');
  if (node.arguments.length === 1) return value;
  const { checker } = scope.lowering;
  const each = lambdaAt(
    node,
    1,
    [
      { name: 'item', kinds: elementKinds(checker.getTypeAtLocation(from), checker) },
      { name: 'at', kinds: numberKind },
    ],
    scope,
  );
  return each === undefined ? refused : call('map', listKind, value, each);
};

function ofLength(length: Expr, node: ts.CallExpression, scope: Scope): Expr {
  const each = lambdaAt(
    node,
    1,
    [
      { name: 'item', kinds: undefinedKind },
      { name: 'at', kinds: numberKind },
    ],
    scope,
  );
  if (each === undefined) return refused;
  // The item is undefined; the place is the number itself.
  const at: Local = each.parameters[1] ?? { name: 'at' };
  const [first] = each.parameters;
  const body: Expr =
    first === undefined
      ? each.body
      : {
          op: 'let',
          local: first,
          value: { op: 'undefined', kinds: undefinedKind },
          body: each.body,
          kinds: each.body.kinds,
        };
  return call('map', listKind, call('range', listKind, length), lambda([at], body));
}

function lengthIn(value: Expr): Expr | undefined {
  if (
    value.op === 'literal' &&
    typeof value.value === 'object' &&
    value.value !== null &&
    !Array.isArray(value.value)
  ) {
    const { length } = value.value;
    return typeof length === 'number' ? literal(length) : undefined;
  }
  if (value.op !== 'object' || value.entries.length !== 1) return undefined;
  const [entry] = value.entries;
  return entry !== undefined && 'key' in entry && entry.key.op === 'literal' && entry.key.value === 'length'
    ? entry.value
    : undefined;
}

const isArray: GlobalCall = (node, scope) => {
  const [argument] = node.arguments;
  return argument === undefined ? literal(false) : is(lowerExpression(argument, scope), listKind);
};

const hasOwn: GlobalCall = (node, scope) => {
  const [owner, key] = [requiredArgument(node, 0, objectKind, scope), requiredArgument(node, 1, textKind, scope)];
  return owner.op === 'refused' || key.op === 'refused' ? refused : call('has', booleanKind, owner, key);
};

const fromEntries: GlobalCall = (node, scope) => {
  const value = requiredArgument(node, 0, listKind, scope);
  return value.op === 'refused' ? refused : call('fromEntries', objectKind, value);
};

const parseTime: GlobalCall = (node, scope) => {
  const value = requiredArgument(node, 0, textKind, scope);
  return value.op === 'refused' ? refused : call('parseTime', numberKind, value);
};

/** A number that came as JSON is one; what is computed may be none, and fails the execution before anybody can ask. */
const isFiniteNumber =
  (answer: boolean): GlobalCall =>
  (node, scope) => {
    const [argument] = node.arguments;
    const value = requiredArgument(node, 0, numberKind, scope);
    if (value.op === 'refused' || argument === undefined) return refused;
    return cameAsJson(argument, scope) ? literal(answer) : scope.lowering.refuse(asksForNan, node);
  };

function cameAsJson(node: ts.Expression, { lowering: { checker } }: Scope): boolean {
  const bare = unwrapped(node);
  if (ts.isPropertyAccessExpression(bare) || ts.isElementAccessExpression(bare) || ts.isNumericLiteral(bare))
    return true;
  const declared = ts.isIdentifier(bare) ? checker.getSymbolAtLocation(bare)?.valueDeclaration : undefined;
  return declared !== undefined && (ts.isBindingElement(declared) || ts.isParameter(declared));
}

const power: GlobalCall = (node, scope) => {
  const [left, right] = [requiredArgument(node, 0, numberKind, scope), requiredArgument(node, 1, numberKind, scope)];
  return left.op === 'refused' || right.op === 'refused' ? refused : arithmetic('**', left, right);
};

const globals: ReadonlyMap<string, GlobalCall> = new Map(
  Object.entries<GlobalCall>({
    'Math.floor': ofNumber('floor'),
    'Math.ceil': ofNumber('ceil'),
    'Math.round': ofNumber('round'),
    'Math.trunc': ofNumber('trunc'),
    'Math.abs': ofNumber('abs'),
    'Math.sign': ofNumber('sign'),
    'Math.sqrt': ofNumber('sqrt'),
    'Math.pow': power,
    'Math.min': extreme('min'),
    'Math.max': extreme('max'),
    'Object.keys': ofObject('keys'),
    'Object.values': ofObject('values'),
    'Object.entries': ofObject('entries'),
    'Object.fromEntries': fromEntries,
    'Object.assign': assign,
    'Object.hasOwn': hasOwn,
    'Array.isArray': isArray,
    'Array.from': fromArray,
    'Array.of': (node, scope) =>
      array(node.arguments.map((argument) => ({ value: lowerExpression(argument, scope), spread: false }))),
    'JSON.parse': parseJson,
    'JSON.stringify': stringifyJson,
    'Date.parse': parseTime,
    'Number.isInteger': isInteger,
    'Number.isFinite': isFiniteNumber(true),
    'Number.isNaN': isFiniteNumber(false),
    isFinite: isFiniteNumber(true),
    isNaN: isFiniteNumber(false),
    String: toText,
    Number: toNumber,
    Boolean: toBoolean,
  }),
);
