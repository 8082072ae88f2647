import ts from 'typescript';
import {
  arithmetic,
  array,
  call,
  compare,
  conditional,
  index,
  is,
  lambda,
  literal,
  local,
  refused,
  truthy,
} from '../../expr.ts';
import { callRefused, comparesStructures, sortWithout, undefinedInList } from '../../diagnostics/expressions.ts';
import type { Expr, Local, Operation } from '../../ir.ts';
import {
  booleanKind,
  isOnly,
  listKind,
  mayBe,
  nullish,
  numberKind,
  scalar,
  textKind,
  undefinedKind,
  type Kinds,
} from '../../kinds.ts';
import { elementKinds } from '../element-kinds.ts';
import type { Scope } from '../scope.ts';
import { argumentAt, lambdaAt, requiredArgument } from './arguments.ts';
import type { Method, Methods } from './calls.ts';
import { lowerExpression } from './expression.ts';
import { orNull, textOf } from './literals.ts';
import { isSaidToBeThere, kindsAt } from './typed.ts';

/** The kinds of a list's elements, by the type of the method's owner. */
function itemKinds(node: ts.CallExpression, { lowering: { checker } }: Scope): Kinds {
  const owner = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node;
  return elementKinds(checker.getNonNullableType(checker.getTypeAtLocation(owner)), checker);
}

const item = (node: ts.CallExpression, scope: Scope): { name: string; kinds: Kinds }[] => [
  { name: 'item', kinds: itemKinds(node, scope) },
  { name: 'at', kinds: numberKind },
];

/** map, with results that a list can hold. */
const map: Method = (owner, node, scope) => {
  const each = lambdaAt(
    node,
    0,
    item(node, scope),
    scope,
    (body, origin) => withoutUndefined(body, origin, scope),
    owner,
  );
  return each === undefined ? refused : call('map', listKind, owner, each);
};

/** JSON makes null of what is undefined in a list: there, an element that no type says may be absent. */
function withoutUndefined(body: Expr, origin: ts.Node, scope: Scope): Expr {
  if (body.op === 'refused' || !mayBe(body.kinds, undefinedKind)) return body;
  const isSaid = body.op === 'index' || isSaidToBeThere(body, origin, scope);
  return isSaid ? orNull(body) : scope.lowering.refuse(undefinedInList, origin, origin.getText().slice(0, 60));
}

const tested =
  (operation: 'filter' | 'some' | 'every'): Method =>
  (owner, node, scope) => {
    const test = lambdaAt(node, 0, item(node, scope), scope, truthy, owner);
    return test === undefined ? refused : call(operation, operation === 'filter' ? listKind : booleanKind, owner, test);
  };

const found =
  (fromEnd: boolean): Method =>
  (owner, node, scope) => {
    const test = lambdaAt(node, 0, item(node, scope), scope, truthy, owner);
    if (test === undefined) return refused;
    const matching = call('filter', listKind, owner, test);
    return index(
      fromEnd ? call('reverse', listKind, matching) : matching,
      literal(0),
      itemKinds(node, scope) | undefinedKind,
    );
  };

/** The index of the first that passes: how many there are before it. */
const findIndex: Method = (owner, node, scope) => {
  const test = lambdaAt(node, 0, item(node, scope), scope, truthy, owner);
  if (test === undefined) return refused;
  const [result, each, at]: Local[] = [{ name: 'found' }, { name: 'each' }, { name: 'place' }];
  const passes = test.parameters.reduce(
    (body, parameter, position): Expr => ({
      op: 'let',
      local: parameter,
      value: position === 0 ? local(each!, itemKinds(node, scope)) : local(at!, numberKind),
      body,
      kinds: body.kinds,
    }),
    test.body,
  );
  const first = lambda(
    [result!, each!, at!],
    conditional(
      compare('>=', local(result!, numberKind), literal(0)),
      local(result!, numberKind),
      conditional(passes, local(at!, numberKind), literal(-1)),
    ),
  );
  return call('reduce', numberKind, owner, first, literal(-1));
};

const reduce: Method = (owner, node, scope) => {
  const kinds = kindsAt(node, scope);
  if (node.arguments.length < 2) return scope.lowering.refuse(callRefused, node, 'reduce without a first value');
  const initial = lowerExpression(node.arguments[1]!, scope);
  const step = lambdaAt(node, 0, [{ name: 'result', kinds }, ...item(node, scope)], scope, undefined, owner);
  return step === undefined || initial.op === 'refused' ? refused : call('reduce', kinds, owner, step, initial);
};

const sort: Method = (owner, node, scope) => {
  const kinds = itemKinds(node, scope);
  if (node.arguments.length === 0) {
    if (!isOnly(kinds, textKind)) return scope.lowering.refuse(sortWithout, node);
    const [left, right]: Local[] = [{ name: 'left' }, { name: 'right' }];
    const order = conditional(compare('>', local(left!, textKind), local(right!, textKind)), literal(1), literal(-1));
    return call('sort', listKind, owner, lambda([left!, right!], order));
  }
  const order = lambdaAt(
    node,
    0,
    [
      { name: 'left', kinds },
      { name: 'right', kinds },
    ],
    scope,
  );
  return order === undefined ? refused : call('sort', listKind, owner, order);
};

const slice: Method = (owner, node, scope) => {
  const start = argumentAt(node, 0, numberKind, scope) ?? literal(0);
  const end = argumentAt(node, 1, numberKind, scope);
  return call('sliceList', listKind, owner, start, ...(end === undefined ? [] : [end]));
};

const concatLists: Method = (owner, node, scope) => {
  const lists = node.arguments.map((argument) => {
    const value = lowerExpression(argument, scope);
    if (value.op === 'refused' || isOnly(value.kinds, listKind)) return value;
    return mayBe(value.kinds, listKind | undefinedKind)
      ? scope.lowering.refuse(callRefused, argument, 'concat')
      : array([{ value, spread: false }]);
  });
  return lists.some(({ op }) => op === 'refused') ? refused : call('concatLists', listKind, owner, ...lists);
};

/** Deeper than this nobody writes down. */
const deepest = 5;

const flat: Method = (owner, node, scope) => {
  const depth = argumentAt(node, 0, numberKind, scope) ?? literal(1);
  const levels = depth.op === 'literal' ? (depth.value as number) : -1;
  if (depth.op === 'refused' || !Number.isInteger(levels) || levels < 1 || levels > deepest)
    return scope.lowering.refuse(callRefused, node, 'flat of a depth that is no number from 1 to 5');
  return Array.from({ length: levels }).reduce<Expr>((list) => call('flat', listKind, list), owner);
};

const flatMap: Method = (owner, node, scope) => {
  const mapped = map(owner, node, scope);
  return mapped.op === 'refused' ? refused : call('flat', listKind, mapped);
};

/** Of scalars alone: of structures JavaScript compares identities. */
const ofScalar =
  (operation: 'includes' | 'indexOf', result: Kinds): Method =>
  (owner, node, scope) => {
    const [argument, ...more] = node.arguments;
    if (more.length > 0) return scope.lowering.refuse(callRefused, node, `${operation} with a place to begin at`);
    const value = argument && lowerExpression(argument, scope);
    if (value === undefined || value.op === 'refused') return refused;
    const isSafe = isOnly(value.kinds, scalar | nullish) || isOnly(itemKinds(node, scope), scalar | nullish);
    return isSafe
      ? call(operation, result, owner, value)
      : scope.lowering.refuse(comparesStructures, node, node.getText());
  };

/** Null and undefined are empty texts here. */
const join: Method = (owner, node, scope) => {
  const separator = argumentAt(node, 0, textKind, scope) ?? literal(',');
  const kinds = itemKinds(node, scope);
  if (isOnly(kinds, textKind)) return call('join', textKind, owner, separator);
  const each: Local = { name: 'item' };
  const value = local(each, kinds);
  const written = conditional(
    is(value, nullish),
    literal(''),
    textOf({ ...value, kinds: kinds & ~nullish }, node, scope),
  );
  return written.op === 'refused'
    ? refused
    : call('join', textKind, call('map', listKind, owner, lambda([each], written)), separator);
};

/** `list.at(i)`: from the end, below 0. */
const at: Method = (owner, node, scope) => {
  const position = requiredArgument(node, 0, numberKind, scope);
  if (position.op === 'refused') return refused;
  const fromEnd = arithmetic('+', call('lengthOfList', numberKind, owner), position);
  const place = conditional(compare('<', position, literal(0)), fromEnd, position);
  return index(owner, place, itemKinds(node, scope) | undefinedKind);
};

/** `list.entries()` and the like, as a list. */
function withPlaces(make: (item: Expr, place: Expr) => Expr): Method {
  return (owner, node, scope) => {
    const [item, place] = [{ name: 'item' }, { name: 'place' }];
    const body = make(local(item, itemKinds(node, scope)), local(place, numberKind));
    return call('map', listKind, owner, lambda([item, place], body));
  };
}

const fromList =
  (operation: Operation): Method =>
  (owner) =>
    call(operation, listKind, owner);

/** Methods of lists, by name, that change nothing; what is not here is refused. */
export const listMethods: Methods = new Map<string, Method>(
  Object.entries<Method>({
    map,
    filter: tested('filter'),
    some: tested('some'),
    every: tested('every'),
    find: found(false),
    findLast: found(true),
    findIndex,
    reduce,
    toSorted: sort,
    slice,
    concat: concatLists,
    flat,
    flatMap,
    includes: ofScalar('includes', booleanKind),
    indexOf: ofScalar('indexOf', numberKind),
    join,
    at,
    toReversed: fromList('reverse'),
    entries: withPlaces((item, place) =>
      array([
        { value: place, spread: false },
        { value: item, spread: false },
      ]),
    ),
    keys: withPlaces((_, place) => place),
    values: (owner) => owner,
  }),
);

/** Those that change their list where it stands: on a fresh list, or one that is given to a variable again. */
export const changingMethods: Methods = new Map([
  ['sort', sort],
  ['reverse', fromList('reverse')],
]);
