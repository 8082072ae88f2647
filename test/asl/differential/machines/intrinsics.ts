import { fill, type DifferentialMachine } from '../machine.ts';

const fails = (what: string, call: string, input = {}): DifferentialMachine => ({
  name: `intrinsic: ${what}`,
  definition: fill({ 'x.$': call }),
  input,
});

export const intrinsicMachines: DifferentialMachine[] = [
  {
    name: 'intrinsic: States.Format',
    definition: fill({
      'a.$': "States.Format('{} and {}', $.text, $.number)",
      'b.$': "States.Format('\\{{}\\} it\\'s {}', $.nothing, $.flag)",
      'c.$': "States.Format('none')",
    }),
    input: { text: 'x', number: 1.5, nothing: null, flag: true },
  },
  {
    name: 'intrinsic: an object in States.Format',
    definition: fill({ 'a.$': "States.Format('{}', $.object)" }),
    input: { object: { a: 1, b: ['x'] } },
  },
  {
    name: 'intrinsic: arrays',
    definition: fill({
      'array.$': "States.Array(1, 'two', $.three, null)",
      'empty.$': 'States.Array()',
      'parts.$': 'States.ArrayPartition($.numbers, 2)',
      'has.$': 'States.ArrayContains($.numbers, 3)',
      'deep.$': 'States.ArrayContains($.nested, $.numbers)',
      'range.$': 'States.ArrayRange(1, 10, 4)',
      'item.$': 'States.ArrayGetItem($.numbers, 1)',
      'length.$': 'States.ArrayLength($.numbers)',
    }),
    input: { three: { a: 3 }, numbers: [1, 2, 3], nested: [[1, 2, 3], 4] },
  },
  {
    name: 'intrinsic: States.ArrayUnique gives the order of a hash set',
    definition: fill({ 'x.$': 'States.ArrayUnique($.values)' }),
    input: { values: [3, 'b', 1, 'a', 3, 'b', 2] },
  },
  {
    name: 'intrinsic: States.MathAdd rounds before it adds',
    definition: fill({
      'a.$': 'States.MathAdd(1.5, 1.5)',
      'b.$': 'States.MathAdd(-1.5, 0)',
      'c.$': 'States.MathAdd($.n, -4)',
      'd.$': 'States.MathAdd(2.5, 2.5)',
    }),
    input: { n: 10 },
  },
  {
    name: 'intrinsic: States.ArrayRange cuts its bounds',
    definition: fill({ 'x.$': 'States.ArrayRange(1.6, 5.4, 2.2)' }),
  },
  {
    name: 'intrinsic: JSON and texts',
    definition: fill({
      'parsed.$': 'States.StringToJson($.text)',
      'text.$': 'States.JsonToString($.value)',
      'merged.$': 'States.JsonMerge($.value, $.other, false)',
    }),
    input: { text: '{"a": [1, 2.50, null]}', value: { b: 1, a: { x: 1 } }, other: { a: { y: 2 }, c: 3 } },
  },
  {
    name: 'intrinsic: States.StringToJson of an empty text',
    definition: fill({ 'x.$': 'States.StringToJson($.text)' }),
    input: { text: '' },
  },
  {
    name: 'intrinsic: encodings and hashes',
    definition: fill({
      'encoded.$': 'States.Base64Encode($.text)',
      'decoded.$': "States.Base64Decode('RGF0YSB0byBlbmNvZGU=')",
      'md5.$': "States.Hash($.text, 'MD5')",
      'sha.$': "States.Hash($.text, 'SHA-256')",
    }),
    input: { text: 'Grüezi' },
  },
  {
    name: 'intrinsic: States.StringSplit at each of several characters',
    definition: fill({
      'one.$': "States.StringSplit('a,b;c', ',')",
      'more.$': "States.StringSplit($.text, ', ;')",
    }),
    input: { text: 'a, b;,c ' },
  },
  {
    name: 'intrinsic: calls in calls',
    definition: fill({
      'x.$':
        "States.Format('{}-{}', States.ArrayGetItem(States.StringSplit($.text, '-'), 1), States.MathAdd(States.ArrayLength($.numbers), 1))",
    }),
    input: { text: 'a-b-c', numbers: [1, 2] },
  },
  fails('too few values for a template', "States.Format('{} {}', 1)"),
  fails('an item that is not there', 'States.ArrayGetItem($.numbers, 3)', { numbers: [1, 2, 3] }),
  fails('a number that is a text', "States.MathAdd(1, '2')"),
  fails('a text that is no JSON', 'States.StringToJson($.text)', { text: '{' }),
  fails('an unknown hash', "States.Hash('x', 'SHA256')"),
  fails('a deep merge', 'States.JsonMerge($.a, $.b, true)', { a: {}, b: {} }),
];
