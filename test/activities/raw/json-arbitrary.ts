import fc from 'fast-check';

/** Any JSON text: every white-space style, every way to write a character, strings that look like structure. */
const space = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 4 }) },
);
const around = (text: fc.Arbitrary<string>) =>
  fc.tuple(space, text, space).map(([before, inner, after]) => before + inner + after);

const treacherous = fc.constantFrom(
  '},{"id":1}',
  '},{',
  '],[',
  ',{}',
  ',',
  ':',
  '"',
  '\\',
  '\\"',
  '[',
  ']',
  '{',
  '}',
  '{}',
  'NaN',
  ', inf ,',
  '// /* */',
);
const character = (unit: string, escape: boolean): string => {
  if (!escape) return JSON.stringify(unit).slice(1, -1);
  return Array.from(
    { length: unit.length },
    (_, index) => `\\u${unit.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
};
const anyString = fc
  .tuple(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 }), treacherous), fc.boolean())
  .map(([text, escape]) => `"${Array.from(text, (unit) => character(unit, escape)).join('')}"`);

const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom('0', '-0', '1.0', '1.10', '1e400', '-1E-7', '12345678901234567890123', '0.1234567890123456789'),
);
const plainString = fc.stringMatching(/^[a-zé]{1,8}$/).map((text) => JSON.stringify(text));

export interface JsonTexts {
  string: fc.Arbitrary<string>;
  value: fc.Arbitrary<string>;
  /** With at least one field. */
  object: fc.Arbitrary<string>;
}
const textsWith = (string: fc.Arbitrary<string>): JsonTexts => ({
  string,
  ...fc.letrec<{ value: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      number,
      string,
      fc.constantFrom('true', 'false', 'null'),
      fc.array(around(tie('value')), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
      tie('object'),
    ),
    object: fc
      .array(fc.tuple(around(string), around(tie('value'))), { minLength: 1, maxLength: 4 })
      .map((members) => `{${members.map(([name, member]) => `${name}:${member}`).join(',')}}`),
  })),
});
/** Strings of any characters, also such as look like structure. */
export const anyJson = textsWith(anyString);
/** Strings of letters only. */
export const plainJson = textsWith(plainString);
export const jsonSpace = space;
