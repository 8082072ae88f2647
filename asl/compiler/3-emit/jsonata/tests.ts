import type { Expr } from '../../ir.ts';
import {
  booleanKind,
  listKind,
  nullKind,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  type Kinds,
} from '../../kinds.ts';
import { binding, printed, textLiteral, type Printed } from './printed.ts';
import type { Printer } from './printer.ts';

const typeNames: readonly [Kinds, string][] = [
  [nullKind, 'null'],
  [booleanKind, 'boolean'],
  [numberKind, 'number'],
  [textKind, 'string'],
  [listKind, 'array'],
  [objectKind, 'object'],
];

/** Whether a value is of certain kinds: by the shortest question that tells. */
export function printIs(value: Expr, of: Kinds, printer: Printer): Printed {
  return printKind(printer.text(value, binding.concat), value.kinds, of);
}

/** Of a text that holds together as an operand does. */
export function printKind(text: string, kinds: Kinds, of: Kinds): Printed {
  const asked = of & kinds;
  const others = kinds & ~of;
  if (asked === 0) return printed('false');
  if (others === 0) return printed('true');
  if ((asked & undefinedKind) !== 0) return printed(`$not(${printKind(text, kinds, others).text})`);
  if (others === undefinedKind) return printed(`$exists(${text})`);
  if (asked === nullKind) return printed(`${text} = null`, binding.comparison);
  if (others === nullKind) return printed(`${text} != null`, binding.comparison);
  return printed(printKinds(text, asked), binding.comparison);
}

function printKinds(text: string, asked: Kinds): string {
  const names = typeNames.filter(([kind]) => asked & kind).map(([, name]) => textLiteral(name));
  return names.length === 1 ? `$type(${text}) = ${names[0]!}` : `$type(${text}) in [${names.join(', ')}]`;
}

/** JavaScript's Boolean(…): of nothing, null, false, 0 and the empty text it is false. */
export function printTruthy(value: Expr, printer: Printer): Printed {
  const { kinds } = value;
  const parts = [
    ...(kinds & undefinedKind ? [''] : []),
    ...(kinds & nullKind ? ['null'] : []),
    ...(kinds & booleanKind ? ['false'] : []),
    ...(kinds & numberKind ? ['0'] : []),
    ...(kinds & textKind ? ['""'] : []),
  ];
  const falsy = parts.filter((part) => part !== '');
  const text = printer.text(value, binding.concat);
  if (falsy.length === 0) return printed(`$exists(${printer.text(value)})`);
  // With nothing on a side, `!=` is false as well: just what is wanted.
  if (falsy.length === 1) return printed(`${text} != ${falsy[0]!}`, binding.comparison);
  const none = kinds & undefinedKind ? `$exists(${printer.text(value)}) and ` : '';
  return printed(`${none}$not(${text} in [${falsy.join(', ')}])`, none === '' ? binding.whole : binding.and);
}

/** `===`: what is absent on both sides is equal, on one side not. */
export function printEqual(left: Expr, right: Expr, printer: Printer): Printed {
  const [first, second] = [printer.text(left, binding.concat), printer.text(right, binding.concat)];
  const same = printed(`${first} = ${second}`, binding.comparison);
  if ((left.kinds & right.kinds & undefinedKind) === 0) return same;
  const [a, b] = [printer.fresh('left'), printer.fresh('right')];
  return printed(
    `($${a} := ${printer.text(left)}; $${b} := ${printer.text(right)}; $exists($${a}) ? $${a} = $${b} : $not($exists($${b})))`,
  );
}

/** JavaScript's String(…) of a scalar. */
export function printText(value: Expr, printer: Printer): Printed {
  const { kinds } = value;
  if ((kinds & undefinedKind) === 0) return printed(`$string(${printer.text(value)})`);
  const name = printer.fresh('value');
  return printed(`($${name} := ${printer.text(value)}; $exists($${name}) ? $string($${name}) : "undefined")`);
}
