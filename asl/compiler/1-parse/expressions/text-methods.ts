import { arithmetic, call, compare, concat, conditional, literal, literalText, refused } from '../../expr.ts';
import { callRefused, patternSpecial } from '../../diagnostics/expressions.ts';
import type { Operation } from '../../ir.ts';
import { booleanKind, listKind, numberKind, textKind, undefinedKind, type Kinds } from '../../kinds.ts';
import { argumentAt, requiredArgument } from './arguments.ts';
import type { Method } from './calls.ts';

/** An operation of the same name and arguments. */
const plain =
  (operation: Operation, result: Kinds, kinds: readonly Kinds[] = [], required = kinds.length): Method =>
  (owner, node, scope) => {
    const given = kinds.map((each, at) =>
      at < required ? requiredArgument(node, at, each, scope) : argumentAt(node, at, each, scope),
    );
    const values = given.filter((value) => value !== undefined);
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

/** `text.charAt(i)`, `text.at(i)`. */
const characterAt =
  (kinds: Kinds): Method =>
  (owner, node, scope) => {
    const at = argumentAt(node, 0, numberKind, scope) ?? literal(0);
    const isPlain = at.op === 'literal' && Number.isInteger(at.value) && (at.value as number) >= 0;
    if (!isPlain) return scope.lowering.refuse(callRefused, node, node.expression.getText());
    const character = call('sliceText', textKind, owner, at, arithmetic('+', at, literal(1)));
    if (kinds === textKind) return character;
    return conditional(compare('<', at, call('lengthOfText', numberKind, owner)), character, {
      op: 'undefined',
      kinds: undefinedKind,
    });
  };

const substring: Method = (owner, node, scope) => {
  const [start, end] = [requiredArgument(node, 0, numberKind, scope), argumentAt(node, 1, numberKind, scope)];
  const bounds = [start, ...(end === undefined ? [] : [end])];
  // Numbers below 0 count as 0 here, and the two may change places.
  const isPlain = bounds.every(({ op, ...rest }) => op === 'literal' && 'value' in rest && (rest.value as number) >= 0);
  const inOrder =
    end === undefined ||
    (start.op === 'literal' && end.op === 'literal' && (start.value as number) <= (end.value as number));
  return isPlain && inOrder
    ? call('sliceText', textKind, owner, ...bounds)
    : scope.lowering.refuse(callRefused, node, node.expression.getText());
};

const concatenated: Method = (owner, node, scope) =>
  concat([owner, ...node.arguments.map((_, at) => requiredArgument(node, at, textKind, scope))]);

const trimmed = (operation: 'trim' | 'trimStart' | 'trimEnd'): Method => plain(operation, textKind);

const itself: Method = (owner) => owner;

/** Methods of texts, by name; what is not here is refused. */
export const textMethods: Readonly<Record<string, Method | undefined>> = {
  toUpperCase: plain('upper', textKind),
  toLowerCase: plain('lower', textKind),
  trim: trimmed('trim'),
  trimStart: trimmed('trimStart'),
  trimEnd: trimmed('trimEnd'),
  slice: plain('sliceText', textKind, [numberKind, numberKind], 1),
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
  charAt: characterAt(textKind),
  at: characterAt(textKind | undefinedKind),
  concat: concatenated,
  toString: itself,
  valueOf: itself,
};
