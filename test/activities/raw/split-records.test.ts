import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemOf } from '../../../activities/raw/record-problem.ts';
import { splitRecords } from '../../../activities/raw/split-records.ts';
import { anyJson, jsonSpace, plainJson, type JsonTexts } from './json-arbitrary.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** A whole object with at least one field. */
const isRecord = (bytes: Uint8Array) => bytes.includes(0x22) && problemOf(bytes) === undefined;

/** One fault inside of a record. No additional brace: `{"a":1,{"b":2}}` may as well be a lost one before a whole record. */
const corruption = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'replace'),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  byte: fc
    .oneof(fc.constantFrom(...bytesOf('"\\}[],:N0 ')), fc.integer({ min: 0, max: 255 }))
    .filter((byte) => byte !== 0x7b),
});
const corrupt = (record: Uint8Array, fault: { kind: string; place: number; byte: number }): Uint8Array => {
  // The first and the last byte stay: what lies between records is no record's inside.
  const place = 1 + Math.floor(fault.place * (record.length - 1));
  const behind = fault.kind === 'insert' ? place : place + 1;
  return Uint8Array.from([
    ...record.subarray(0, place),
    ...(fault.kind === 'delete' ? [] : [fault.byte]),
    ...record.subarray(behind),
  ]);
};

const element = ({ object, value }: JsonTexts) =>
  fc.record({
    bytes: fc.oneof({ weight: 4, arbitrary: object }, { weight: 1, arbitrary: value }).map(bytesOf),
    before: jsonSpace.map(bytesOf),
    behind: jsonSpace.map(bytesOf),
  });

const envelope = fc.oneof(
  fc.constant({ pointer: '', before: '', behind: '' }),
  fc.constant({ pointer: '', before: '\ufeff\n', behind: ' \r\n' }),
  fc
    .tuple(anyJson.string, anyJson.value, anyJson.string, anyJson.value)
    .map(([name, before, other, behind]) => ({
      pointer: '/items',
      before: `{${name}:${before},"items" : `,
      behind: `,${other}:${behind}}`,
    }))
    .filter(({ before }) => !before.startsWith('{"items"')),
  fc.constant({
    pointer: '/a~1b/1/~0',
    before: '{"x":[],"a/b":[{"~":1},{"y":{},"\\u007e":',
    behind: ', "z":[1]}, 2]}',
  }),
);

/** A page, with up to `faults` of its objects broken. Two lost quotes in neighbours may be a page without a fault. */
const page = (texts: JsonTexts, faults: number) =>
  fc
    .record({
      elements: fc.array(element(texts), { maxLength: 8 }),
      broken: fc.array(fc.record({ index: fc.constantFrom(0, 2, 4, 6), fault: corruption }), { maxLength: faults }),
      around: envelope,
    })
    .map(({ elements, broken, around }) => {
      const records = elements.map(({ bytes }, index) => {
        const found = broken.find((each) => each.index === index);
        return found === undefined || bytes[0] !== 0x7b ? bytes : corrupt(bytes, found.fault);
      });
      const inner = elements.flatMap(({ before, behind }, index) => [
        ...(index === 0 ? [] : [bytesOf(',')]),
        before,
        records[index]!,
        behind,
      ]);
      const bytes = Buffer.concat([bytesOf(`${around.before}[`), ...inner, bytesOf(`]${around.behind}`)]);
      return { bytes: new Uint8Array(bytes), records, pointer: around.pointer };
    });

const survivors = (bytes: Uint8Array, pointer: string) =>
  (splitRecords(bytes, pointer)?.records ?? [])
    .map(({ start, end }) => bytes.subarray(start, end))
    .filter(isRecord)
    .map(hex);

test.each([
  { faults: 0, strings: 'any characters', texts: anyJson },
  { faults: 1, strings: 'any characters', texts: anyJson },
  // With strings that are structure, so may lost quotes that are further apart.
  { faults: 4, strings: 'letters', texts: plainJson },
])('of a page with $faults faults and strings of $strings exactly the whole objects survive', ({ faults, texts }) => {
  fc.assert(
    fc.property(page(texts, faults), ({ bytes, records, pointer }) => {
      const good = records.filter(isRecord);
      expect(survivors(bytes, pointer)).toEqual(good.map(hex));
    }),
    { numRuns: 1000 },
  );
});

test('a page that is cut anywhere is not whole', () => {
  fc.assert(
    fc.property(page(anyJson, 0), fc.double({ min: 0, max: 1, noNaN: true }), ({ bytes, pointer }, place) => {
      const whole = Buffer.from(bytes).toString('latin1').trimEnd().length;
      const cut = bytes.subarray(0, Math.floor(place * (whole - 1)));
      expect(splitRecords(bytes, pointer)?.whole).toBe(true);
      expect(splitRecords(cut, pointer)?.whole ?? false).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('of a page of any bytes nothing is lost but commas and white space', () => {
  const soup = fc
    .array(fc.constantFrom(...bytesOf('[]{},:"\\ aN1'), 0x80), { maxLength: 40 })
    .map((bytes) => Uint8Array.from([0x5b, ...bytes]));
  fc.assert(
    fc.property(soup, (bytes) => {
      const { records, whole } = splitRecords(bytes, '')!;
      let at = 1;
      for (const { start, end } of records) {
        expect(hex(bytes.subarray(at, start))).toMatch(/^[ ,]*$/);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(hex(bytes.subarray(at))).toMatch(whole ? /^[ ,]*\] *$/ : /^[ ,]*\]? *$/);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['beginnings of lists', '', '[{"a"', ',{"a":[0', ']'],
  ['beginnings of strings', '', '[{"a"', ',{"a":"', ']'],
  ['closing brackets', '', '[{"a"', ',{}]', ']'],
  ['broken records', '', '[{"a"', ',{"a":[{"b":1},{"c":2},{"d":"}]}', ']'],
  ['ends of an envelope', '/i', '{"i":[{"a"', '],"a":[0', ']}}'],
])('a megabyte of %s is cut in a bearable time', (_, pointer, before, unit, behind) => {
  const bytes = bytesOf(`${before}${unit.repeat(Math.floor(1e6 / unit.length))}${behind}`);
  expect(splitRecords(bytes, pointer)?.records.length).toBeGreaterThan(0);
});
