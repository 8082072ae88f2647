import fc from 'fast-check';
import type { Json, JsonObject } from '../../../asl/spec/states.ts';

/** Names that a careless program would look up in a prototype, or read as a path or an expression. */
const oddKeys = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a.b',
  '$',
  '$$.x',
  '',
  '0',
  "it's",
  'é',
  '😀',
];

export const keys = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddKeys) },
  { weight: 2, arbitrary: fc.string({ maxLength: 5 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);

export const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 53) - 2, 0.1 + 0.2, 1e21),
);

const texts = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('{% 1 %', '$.x', 'States.UUID()', '\u0000\u2028', '\\', '"', '{}'),
);

/** Any JSON, with odd keys, texts and numbers. -0 is no JSON of its own: it is 0. */
export const jsons: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    numbers.map((number) => number + 0),
    texts,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries<Json>(entries)),
})).value;

export const objects: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(keys, jsons), { maxLength: 4 })
  .map((entries) => Object.fromEntries<Json>(entries));

/** Two values are the same JSON, order of keys included: a test's own equality may not look at `__proto__`. */
export const text = (value: unknown): string => JSON.stringify(value);
