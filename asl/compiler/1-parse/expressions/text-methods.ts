import {
  arithmetic,
  array,
  call,
  compare,
  concat,
  conditional,
  letIn,
  literal,
  literalText,
  local,
  refused,
} from '../../expr.ts';
import { callRefused, patternSpecial } from '../../diagnostics/expressions.ts';
import type { Expr, Local, Operation } from '../../ir.ts';
import { booleanKind, listKind, numberKind, textKind, type Kinds } from '../../kinds.ts';
import { argumentAt, requiredArgument } from './arguments.ts';
import { characterAt, orUndefined } from './characters.ts';
import type { Method, Methods } from './calls.ts';

/** An operation of the same name and arguments. */
const plain =
  (operation: Operation, result: Kinds, kinds: readonly Kinds[] = []): Method =>
  (owner, node, scope) => {
    const values = kinds.map((each, at) => requiredArgument(node, at, each, scope));
    if (node.arguments.length > kinds.length)
      return scope.lowering.refuse(callRefused, node, node.expression.getText());
    return values.some((value) => value.op === 'refused') ? refused : call(operation, result, owner, ...values);
  };

const padded =
  (operation: 'padStart' | 'padEnd'): Method =>
  (owner, node, scope) => {
    const length = requiredArgument(node, 0, numberKind, scope);
    const filler = argumentAt(node, 1, textKind, scope) ?? literal(' ');
    return call(operation, textKind, owner, length, filler);
  };

const replaced =
  (operation: 'replaceFirst' | 'replaceAll'): Method =>
  (owner, node, scope) => {
    const part = requiredArgument(node, 0, textKind, scope);
    const replacement = requiredArgument(node, 1, textKind, scope);
    if (part.op === 'refused' || replacement.op === 'refused') return refused;
    // `$&` and the like stand for what was found.
    const isPlain = literalText(replacement)?.includes('$') === false;
    return isPlain
      ? call(operation, textKind, owner, part, replacement)
      : scope.lowering.refuse(patternSpecial, node.arguments[1] ?? node);
  };

/** `text.slice(from, to)`: without a start the whole text. */
const sliced: Method = (owner, node, scope) => {
  const [start, end] = [argumentAt(node, 0, numberKind, scope), argumentAt(node, 1, numberKind, scope)];
  if (start?.op === 'refused' || end?.op === 'refused') return refused;
  return start === undefined ? owner : call('sliceText', textKind, owner, start, ...(end === undefined ? [] : [end]));
};

/** Bounds below 0 count as 0 here, and the two may change places. */
const substring: Method = (owner, node, scope) => {
  const [start, end] = [requiredArgument(node, 0, numberKind, scope), argumentAt(node, 1, numberKind, scope)];
  if (start.op === 'refused' || end?.op === 'refused') return refused;
  if (end === undefined) return call('sliceText', textKind, owner, atLeastZero(start));
  const [from, to] = [{ name: 'from' }, { name: 'to' }];
  const bounds = [local(from, numberKind), local(to, numberKind)] as const;
  const cut = call('sliceText', textKind, owner, extreme('min', ...bounds), extreme('max', ...bounds));
  return letIn(from, atLeastZero(start), letIn(to, atLeastZero(end), cut));
};

const extreme = (which: 'min' | 'max', ...numbers: Expr[]): Expr =>
  numbers.every(({ op }) => op === 'literal')
    ? literal(Math[which](...numbers.map((number) => (number as Expr & { value: number }).value)))
    : call(which, numberKind, array(numbers.map((value) => ({ value, spread: false }))));
const atLeastZero = (value: Expr): Expr => extreme('max', value, literal(0));

/** `text.charAt(i)`: empty where there is none. */
const charAt: Method = (owner, node, scope) => {
  const at = argumentAt(node, 0, numberKind, scope) ?? literal(0);
  return at.op === 'refused' ? refused : characterAt(owner, at);
};

/** `text.at(i)`: from the end, below 0. */
const at: Method = (owner, node, scope) => {
  const place = argumentAt(node, 0, numberKind, scope) ?? literal(0);
  if (place.op === 'refused') return refused;
  const whole: Local = { name: 'whole' };
  const text = local(whole, textKind);
  const fromEnd = arithmetic('+', call('lengthOfText', numberKind, text), place);
  const from = conditional(compare('<', place, literal(0)), fromEnd, place);
  return letIn(whole, owner, orUndefined(characterAt(text, from)));
};

const concatenated: Method = (owner, node, scope) =>
  concat([owner, ...node.arguments.map((_, at) => requiredArgument(node, at, textKind, scope))]);

const trimmed = (operation: 'trim' | 'trimStart' | 'trimEnd'): Method => plain(operation, textKind);

const itself: Method = (owner) => owner;

/** Methods of texts, by name; what is not here is refused. */
export const textMethods: Methods = new Map<string, Method>(
  Object.entries<Method>({
    toUpperCase: plain('upper', textKind),
    toLowerCase: plain('lower', textKind),
    trim: trimmed('trim'),
    trimStart: trimmed('trimStart'),
    trimEnd: trimmed('trimEnd'),
    slice: sliced,
    substring,
    includes: plain('textIncludes', booleanKind, [textKind]),
    startsWith: plain('startsWith', booleanKind, [textKind]),
    endsWith: plain('endsWith', booleanKind, [textKind]),
    indexOf: plain('textIndexOf', numberKind, [textKind]),
    split: plain('split', listKind, [textKind]),
    replace: replaced('replaceFirst'),
    replaceAll: replaced('replaceAll'),
    padStart: padded('padStart'),
    padEnd: padded('padEnd'),
    repeat: plain('repeat', textKind, [numberKind]),
    charAt,
    at,
    concat: concatenated,
    toString: itself,
    valueOf: itself,
  }),
);
