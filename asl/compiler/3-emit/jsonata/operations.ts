import { isFilled } from '../../expr-effects.ts';
import type { Expr, Lambda, Operation } from '../../ir.ts';
import { isOnly, mayBe, textKind, undefinedKind } from '../../kinds.ts';
import { binding, printed, type Printed } from './printed.ts';
import type { Printer } from './printer.ts';

type Call = Expr & { op: 'call' };
/** `text` prints the argument at a place. */
type PrintOperation = (
  text: (at: number, tightness?: number) => string,
  call: Call,
  printer: Printer,
) => Printed | string;

/** Prints an operation of JavaScript's meaning. */
export function printCall(call: Call, printer: Printer): Printed {
  const text = (at: number, tightness?: number): string => {
    const argument = call.arguments[at]!;
    return argument.op === 'lambda' ? printer.lambda(argument) : printer.text(argument, tightness);
  };
  const result = operations[call.function](text, call, printer);
  return typeof result === 'string' ? printed(result) : result;
}

const plain =
  (name: string): PrintOperation =>
  (text, call) =>
    `${name}(${call.arguments.map((_, at) => text(at)).join(', ')})`;

/** A sequence is a list also when it has one element or none. */
const asList = (sequence: string): string => `$append([], ${sequence}[])`;

/** Computes an argument once, and names it. */
const naming = (printer: Printer, name: string, value: string, body: (name: string) => string): string => {
  if (/^\$\w+$/.test(value) || /^-?\d+(\.\d+)?$/.test(value) || /^"[^"\\]*"$/.test(value)) return body(value);
  const held = `$${printer.fresh(name)}`;
  return `(${held} := ${value}; ${body(held)})`;
};

const slice = (call: Call): { start: number | undefined; end: number | undefined } => {
  const numberAt = (at: number): number | undefined => {
    const argument = call.arguments[at];
    return argument?.op === 'literal' ? Math.trunc(argument.value as number) : undefined;
  };
  return { start: numberAt(1), end: numberAt(2) };
};

/** A bound of a slice: whole, from the end if negative. */
const bound = (text: string, known: number | undefined, length: string): string => {
  if (known !== undefined) return known >= 0 ? String(Math.trunc(known)) : `${length} - ${-Math.trunc(known)}`;
  return `(${text} < 0 ? ${length} + $ceil(${text}) : $floor(${text}))`;
};

const sliceList: PrintOperation = (text, call, printer) => {
  const { start, end } = slice(call);
  const hasEnd = call.arguments.length > 2;
  if (start === 0 && !hasEnd) return `$append([], ${text(0)})`;
  const isPlain = (start ?? -1) >= 0 && (!hasEnd || (end ?? -1) >= 0);
  if (isPlain) {
    const [item, at] = [printer.fresh('item'), printer.fresh('at')];
    const tests = [...(start === 0 ? [] : [`$${at} >= ${start!}`]), ...(hasEnd ? [`$${at} < ${end!}`] : [])];
    return asList(`$filter(${text(0)}, function($${item}, $${at}) { ${tests.join(' and ')} })`);
  }
  return naming(printer, 'list', text(0), (list) =>
    naming(printer, 'start', bound(text(1, binding.sign), start, `$count(${list})`), (from) =>
      naming(
        printer,
        'end',
        hasEnd ? bound(text(2, binding.sign), end, `$count(${list})`) : `$count(${list})`,
        (to) => {
          const [item, at] = [printer.fresh('item'), printer.fresh('at')];
          return asList(`$filter(${list}, function($${item}, $${at}) { $${at} >= ${from} and $${at} < ${to} })`);
        },
      ),
    ),
  );
};

/** By code points; negative ones count from the end. */
const sliceText: PrintOperation = (text, call, printer) => {
  const { start, end } = slice(call);
  const hasEnd = call.arguments.length > 2;
  if ((start ?? -1) >= 0 && !hasEnd) return `$substring(${text(0)}, ${start!})`;
  if ((start ?? -1) >= 0 && (end ?? -1) >= 0)
    return end! > start! ? `$substring(${text(0)}, ${start!}, ${end! - start!})` : '""';
  return naming(printer, 'text', text(0), (whole) => {
    const atLeast = (value: string): string => `$max([0, ${value}])`;
    return naming(printer, 'start', atLeast(bound(text(1, binding.sign), start, `$length(${whole})`)), (from) =>
      hasEnd
        ? naming(
            printer,
            'end',
            atLeast(bound(text(2, binding.sign), end, `$length(${whole})`)),
            (to) => `${to} > ${from} ? $substring(${whole}, ${from}, ${to} - ${from}) : ""`,
          )
        : `$substring(${whole}, ${from})`,
    );
  });
};

/** A code point at a time would differ; `$split` of an empty text gives UTF-16 units, as JavaScript does. */
const split: PrintOperation = (text, call, printer) => {
  const separator = call.arguments[1];
  if (separator?.op === 'literal' && separator.value === '') {
    return naming(printer, 'text', text(0), (whole) => `(${whole} = "" ? [] : $split(${whole}, ""))`);
  }
  return `$split(${text(0)}, ${text(1)})`;
};

const round: PrintOperation = (text, _, printer) =>
  naming(printer, 'number', text(0), (value) =>
    naming(printer, 'floor', `$floor(${value})`, (floor) => `(${value} - ${floor} >= 0.5 ? ${floor} + 1 : ${floor})`),
  );

/** White space as JavaScript counts it. */
const space = '[\\s\\u00a0\\ufeff\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\v]';

const extreme =
  (name: '$min' | '$max'): PrintOperation =>
  (text, call, printer) => {
    if (isFilled(call.arguments[0])) return `${name}(${text(0)})`;
    return naming(
      printer,
      'list',
      text(0),
      (numbers) => `($count(${numbers}) = 0 ? $error("no numbers") : ${name}(${numbers}))`,
    );
  };

const replaceFirst: PrintOperation = (text, call, printer) => {
  const part = call.arguments[1];
  // An empty text is found in front of everything; JSONata refuses it.
  if (part?.op === 'literal' && part.value !== '') return `$replace(${text(0)}, ${text(1)}, ${text(2)}, 1)`;
  return naming(printer, 'part', text(1), (found) =>
    naming(
      printer,
      'text',
      text(0),
      (whole) => `(${found} = "" ? ${text(2, binding.sum)} & ${whole} : $replace(${whole}, ${found}, ${text(2)}, 1))`,
    ),
  );
};

/** An empty text is found around every character. */
const replaceAll: PrintOperation = (text, call, printer) => {
  const part = call.arguments[1];
  if (part?.op === 'literal' && part.value !== '') return `$join($split(${text(0)}, ${text(1)}), ${text(2)})`;
  return naming(printer, 'part', text(1), (found) =>
    naming(printer, 'text', text(0), (whole) => {
      const around = `(${whole} = "" ? ${text(2)} : ${text(2, binding.sum)} & $join($split(${whole}, ""), ${text(2)}) & ${text(2, binding.sum)})`;
      return `(${found} = "" ? ${around} : $join($split(${whole}, ${found}), ${text(2)}))`;
    }),
  );
};

/** Filled up to a length by whole fillers and a part of one. */
const pad =
  (isStart: boolean): PrintOperation =>
  (text, call, printer) => {
    const filler = call.arguments[2];
    if (filler?.op === 'literal' && Array.from(filler.value as string).length === 1) {
      const { value: known } = call.arguments[1] as { value?: unknown };
      const length = typeof known === 'number' && known >= 0 ? text(1) : `$max([0, ${text(1)}])`;
      return `$pad(${text(0)}, ${isStart ? '-' : ''}${length}, ${text(2)})`;
    }
    return naming(printer, 'text', text(0), (whole) =>
      naming(printer, 'fill', text(2), (fill) =>
        naming(printer, 'missing', `${text(1, binding.sum)} - $length(${whole})`, (missing) => {
          const turn = `$${printer.fresh('turn')}`;
          const many = `$substring($join($map([0..${missing}], function(${turn}) { ${fill} })), 0, ${missing})`;
          return `(${missing} <= 0 or ${fill} = "" ? ${whole} : ${isStart ? `${many} & ${whole}` : `${whole} & ${many}`})`;
        }),
      ),
    );
  };

const range: PrintOperation = (text, _, printer) =>
  naming(printer, 'count', text(0), (count) => `(${count} < 1 ? [] : [0..$floor(${count}) - 1])`);

const repeat: PrintOperation = (text, _, printer) =>
  naming(printer, 'times', text(1), (times) => {
    const many = `$join($map([1..$floor(${times})], function($${printer.fresh('turn')}) { ${text(0)} }))`;
    return `(${times} < 0 ? $error("RangeError: repeat") : ${times} < 1 ? "" : ${many})`;
  });

const startsWith: PrintOperation = (text, _, printer) =>
  naming(printer, 'part', text(1), (part) => `($substring(${text(0)}, 0, $length(${part})) = ${part})`);

const endsWith: PrintOperation = (text, _, printer) =>
  naming(printer, 'text', text(0), (whole) =>
    naming(
      printer,
      'part',
      text(1),
      (part) =>
        `($length(${part}) <= $length(${whole}) and $substring(${whole}, $length(${whole}) - $length(${part})) = ${part})`,
    ),
  );

/** JSONata finds no empty text; JavaScript always does. */
const textIncludes: PrintOperation = (text, call, printer) => {
  const part = call.arguments[1];
  if (part?.op === 'literal') return part.value === '' ? 'true' : `$contains(${text(0)}, ${text(1)})`;
  return naming(printer, 'part', text(1), (found) => `(${found} = "" ? true : $contains(${text(0)}, ${found}))`);
};

const textIndexOf: PrintOperation = (text, _, printer) =>
  naming(printer, 'text', text(0), (whole) =>
    naming(
      printer,
      'part',
      text(1),
      (part) => `(${part} = "" ? 0 : $contains(${whole}, ${part}) ? $length($substringBefore(${whole}, ${part})) : -1)`,
    ),
  );

const indexOf: PrintOperation = (text, _, printer) =>
  naming(printer, 'item', text(1), (item) => {
    const [result, each, at] = [printer.fresh('found'), printer.fresh('each'), printer.fresh('place')];
    return `$reduce(${text(0)}, function($${result}, $${each}, $${at}) { $${result} >= 0 ? $${result} : $${each} = ${item} ? $${at} : -1 }, -1)`;
  });

const entries: PrintOperation = (text, _, printer) => {
  const [value, key] = [printer.fresh('value'), printer.fresh('key')];
  const pair = `$append([$${key}], $type($${value}) = "array" ? [[$${value}]] : [$${value}])`;
  return asList(`$each(${text(0)}, function($${value}, $${key}) { ${pair} })`);
};

const values: PrintOperation = (text, _, printer) => {
  const value = printer.fresh('value');
  return asList(`$each(${text(0)}, function($${value}) { $${value} })`);
};

const fromEntries: PrintOperation = (text, _, printer) => {
  const pair = printer.fresh('pair');
  return `$merge($append([], $map(${text(0)}, function($${pair}) { { $string(($${pair})[0]): ($${pair})[1] } })[]))`;
};

const omit: PrintOperation = (text, call, printer) => {
  const [value, key] = [printer.fresh('value'), printer.fresh('key')];
  const keys = call.arguments.slice(1).map((_, at) => text(at + 1));
  const test =
    keys.length === 0 ? 'true' : keys.length === 1 ? `$${key} != ${keys[0]!}` : `$not($${key} in [${keys.join(', ')}])`;
  // What keeps nothing is an object without fields.
  return `$merge([{}, $sift(${text(0)}, function($${value}, $${key}) { ${test} })])`;
};

const flat: PrintOperation = (text, _, printer) => {
  const [list, item] = [printer.fresh('list'), printer.fresh('item')];
  return `$reduce(${text(0)}, function($${list}, $${item}) { $append($${list}, $${item}) }, [])`;
};

const number: PrintOperation = (text, _, printer) =>
  naming(printer, 'text', text(0), (value) => `($trim(${value}) = "" ? 0 : $number($trim(${value})))`);

/** Without a start JSONata takes the first element for it: one that may be undefined is carried in an object. */
const reduce: PrintOperation = (text, call, printer) => {
  const [, step, initial] = call.arguments;
  const isSure = step?.op !== 'lambda' || initial?.op === 'lambda' || !mayBe(initial?.kinds ?? 0, undefinedKind);
  if (isSure) return `$reduce(${text(0)}, ${text(1)}, ${text(2)})`;
  const [result = { name: 'result' }, ...others] = step.parameters.map((parameter) => parameter);
  const box = `$${printer.fresh('box')}`;
  const names = [box, ...others.map((parameter) => `$${printer.nameOf(parameter)}`)];
  const body = `($${printer.nameOf(result)} := ${box}.v; { "v": ${printer.text(step.body)} })`;
  return `($reduce(${text(0)}, function(${names.join(', ')}) { ${body} }, { "v": ${text(2)} })).v`;
};

/** V8 asks whether a later element is the smaller one, JSONata whether an earlier one is the greater: it matters where a function never says 0. */
const sort: PrintOperation = (text, call, printer) => {
  const order = call.arguments[1] as Lambda;
  const names = order.parameters.map((parameter) => `$${printer.nameOf(parameter)}`);
  while (names.length < 2) names.push(`$${printer.fresh('other')}`);
  return `$sort(${text(0)}, function(${names.toReversed().join(', ')}) { ${printer.text(order.body, binding.concat)} < 0 })`;
};

const predicate =
  (isSome: boolean): PrintOperation =>
  (text) =>
    printed(isSome ? `(true in $map(${text(0)}, ${text(1)}))` : `$not(false in $map(${text(0)}, ${text(1)}))`);

/** As JSON.stringify does: nothing of nothing. `$string` of a text is the text itself; in a list it has its quotes. */
const stringify: PrintOperation = (text, call, printer) => {
  const kinds = call.arguments[0]?.op === 'lambda' ? 0 : (call.arguments[0]?.kinds ?? 0);
  if (!mayBe(kinds, textKind)) return `$string(${text(0)})`;
  const quoted = (value: string): string => `$substringBefore($substring($string([${value}]), 1) & "\\n", "]\\n")`;
  if (isOnly(kinds, textKind)) return quoted(text(0));
  // A list in a list would be flattened.
  return naming(
    printer,
    'value',
    text(0),
    (value) => `($type(${value}) = "string" ? ${quoted(value)} : $string(${value}))`,
  );
};

const operations: Readonly<Record<Operation, PrintOperation>> = {
  map: (text) => asList(`$map(${text(0)}, ${text(1)})`),
  filter: (text) => asList(`$filter(${text(0)}, ${text(1)})`),
  some: predicate(true),
  every: predicate(false),
  reduce,
  sort,
  sliceList,
  reverse: plain('$reverse'),
  concatLists: (text, call) =>
    call.arguments.map((_, at) => text(at)).reduce((all, list) => `$append(${all}, ${list})`),
  flat,
  includes: (text) => printed(`${text(1, binding.concat)} in ${text(0, binding.concat)}`, binding.comparison),
  indexOf,
  lengthOfList: plain('$count'),
  range,
  join: plain('$join'),
  min: extreme('$min'),
  max: extreme('$max'),
  lengthOfText: plain('$length'),
  upper: plain('$uppercase'),
  lower: plain('$lowercase'),
  trim: (text) => `$replace(${text(0)}, /^${space}+|${space}+$/, "")`,
  trimStart: (text) => `$replace(${text(0)}, /^${space}+/, "")`,
  trimEnd: (text) => `$replace(${text(0)}, /${space}+$/, "")`,
  sliceText,
  textIncludes,
  startsWith,
  endsWith,
  textIndexOf,
  split,
  replaceFirst,
  replaceAll,
  padStart: pad(true),
  padEnd: pad(false),
  repeat,
  floor: plain('$floor'),
  ceil: plain('$ceil'),
  round,
  trunc: (text, _, printer) =>
    naming(printer, 'number', text(0), (value) => `(${value} < 0 ? $ceil(${value}) : $floor(${value}))`),
  abs: plain('$abs'),
  sign: (text, _, printer) =>
    naming(printer, 'number', text(0), (value) => `(${value} > 0 ? 1 : ${value} < 0 ? -1 : 0)`),
  sqrt: plain('$sqrt'),
  number,
  keys: (text) => `$append([], $keys(${text(0)}))`,
  values,
  entries,
  fromEntries,
  omit,
  has: (text) => `$exists($lookup(${text(0)}, ${text(1)}))`,
  parseJson: plain('$parse'),
  stringifyJson: stringify,
  isoTime: plain('$fromMillis'),
  parseTime: plain('$toMillis'),
};
