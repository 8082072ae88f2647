import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, count, countdown, counted, duration } from '../../cli/text/amounts.ts';
import { nearMisses, suggestion } from '../../cli/text/near-misses.ts';
import { oneLine, quoted } from '../../cli/text/one-line.ts';
import { cut, table, width } from '../../cli/text/table.ts';

describe('amounts', () => {
  test.each([
    { ms: 0, took: '0.0 s', left: '0 s' },
    { ms: 440, took: '0.4 s', left: '1 s' },
    { ms: 12_340, took: '12.3 s', left: '13 s' },
    { ms: 59_949, took: '59.9 s', left: '1 min 00 s' },
    { ms: 59_951, took: '1 min 00 s', left: '1 min 00 s' },
    { ms: 125_000, took: '2 min 05 s', left: '2 min 05 s' },
    { ms: 3_720_000, took: '1 h 02 min', left: '1 h 02 min' },
    { ms: -5, took: '0.0 s', left: '0 s' },
  ])('$ms ms took $took and is $left away', ({ ms, took, left }) => {
    expect({ took: duration(ms), left: countdown(ms) }).toEqual({ took, left });
  });

  test.each([
    { value: 0, text: '0 B' },
    { value: 999, text: '999 B' },
    { value: 1_500, text: '1.5 kB' },
    { value: 999_600, text: '1.0 MB' },
    { value: 123_456_789, text: '123 MB' },
    { value: 5e15, text: '5000 TB' },
  ])('$value bytes read $text', ({ value, text }) => {
    expect(bytes(value)).toBe(text);
  });

  test('counts have separators and nouns their plural', () => {
    expect([count(65210), counted(1, 'chunk'), counted(0, 'chunk')]).toEqual(['65,210', '1 chunk', '0 chunks']);
  });
});

describe('names', () => {
  test.each([
    { name: 'acme', text: "'acme'" },
    { name: '../x', text: "'../x'" },
    { name: 'a\0b', text: "'a\\u{0}b'" },
    { name: 'a\u001b[2Jb', text: "'a\\u{1b}[2Jb'" },
    { name: 'аcme', text: "'аcme' (with U+0430, which is not ASCII)" },
    { name: 'a\u202eb', text: "'a\\u{202e}b' (with U+202E, which is not ASCII)" },
    { name: 'x'.repeat(10_000), text: `'${'x'.repeat(57)}...'` },
  ])('$text is how a name is quoted', ({ name, text }) => {
    expect(quoted(name)).toBe(text);
  });

  test('any text becomes one line without anything that moves a cursor', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test.each([
    { wanted: 'acem', names: ['acme', 'globex'], near: ['acme'] },
    { wanted: 'ACME', names: ['acme', 'globex'], near: ['acme'] },
    { wanted: 'globxe-corp', names: ['acme', 'globex-corp'], near: ['globex-corp'] },
    { wanted: 'tickets', names: ['connectwise/tickets', 'connectwise/companies'], near: ['connectwise/tickets'] },
    { wanted: 'zzz', names: ['acme', 'globex'], near: [] },
    { wanted: '', names: ['acme'], near: [] },
  ])("'$wanted' may have been meant to be $near", ({ wanted, names, near }) => {
    expect(nearMisses(wanted, names)).toEqual(near);
  });

  test.each([
    { names: [], says: '; there are none' },
    { names: ['acme'], says: "; did you mean 'acme'?" },
    { names: ['umbrella'], says: "; there is 'umbrella'" },
    { names: ['t1', 't2', 't3', 't4', 't5', 't6'], says: "; there are 't1', 't2', 't3', 't4', 't5' and 1 more" },
  ])('an unknown name where there are $names is answered with "$says"', ({ names, says }) => {
    expect(suggestion('acne', names, 'there are none')).toBe(says);
  });

  test('a name of any length is compared in bounded time and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 3_000 }),
        fc.array(fc.string(), { maxLength: 5 }),
        (wanted, names) => {
          expect(nearMisses(wanted, names).every((name) => names.includes(name))).toBe(true);
        },
      ),
    );
  });
});

describe('tables', () => {
  test('columns stand under their headings, numbers to the right', () => {
    const text = table(
      [{ heading: 'table' }, { heading: 'rows', right: true }],
      [
        ['tickets', '12'],
        ['日本', '1,000'],
      ],
    );
    expect(text.split('\n')).toEqual(['table     rows', 'tickets     12', '日本     1,000']);
  });

  test('a cell stays on its line', () => {
    expect(table([{ heading: 'a' }, { heading: 'b' }], [['x\ny', '\u001b[31m']])).toBe('a    b\nx y  \\u{1b}[31m');
  });

  test('a cut text takes at most the columns that it is given, and a short one is left as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, columns) => {
        const short = cut(text, columns);
        expect(width(short)).toBeLessThanOrEqual(Math.max(columns, 0));
        if (width(text) <= columns) expect(short).toBe(text);
      }),
    );
  });
});
