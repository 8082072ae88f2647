import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidPage } from '../../../activities/errors.ts';
import { frameOf, valueAt } from '../../../activities/raw/frame.ts';
import type { Span } from '../../../activities/raw/json-bytes.ts';

const texts = (body: Uint8Array, spans: readonly Span[]) =>
  spans.map(({ start, end }) => Buffer.from(body.subarray(start, end)).toString());

function isFramed(body: Uint8Array, pointer: string): boolean {
  try {
    return frameOf(body, pointer) instanceof Object;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidPage);
    return false;
  }
}

/** JSON with white space wherever it may be. */
const spaced = (value: unknown) =>
  fc.constantFrom(undefined, 1, '\t', '\r\n').map((indent) => JSON.stringify(value, null, indent));
const json = fc.jsonValue({ maxDepth: 2 });
const record = fc.oneof(fc.dictionary(fc.string(), json, { maxKeys: 4 }), json);
const page = fc.oneof(
  fc.array(record, { maxLength: 5 }).map((records) => ({ value: records, pointer: '', records })),
  fc.tuple(fc.array(record, { maxLength: 5 }), fc.jsonValue()).map(([records, other]) => ({
    value: { before: other, 'a/b~c': { '': records, behind: other }, end: [[], {}] },
    pointer: '/a~1b~0c/',
    records,
  })),
  fc.tuple(fc.array(record, { maxLength: 5 }), fc.jsonValue()).map(([records, other]) => ({
    value: [other, records, 'end'] as unknown,
    pointer: '/1',
    records,
  })),
);
const written = page.chain(({ value, pointer, records }) =>
  spaced(value).map((text) => ({ body: Buffer.from(` ${text}\n`), pointer, records })),
);

describe('a page that is whole', () => {
  test('is divided into its records, whatever they hold and wherever they are', () => {
    fc.assert(
      fc.property(written, ({ body, pointer, records }) => {
        const frame = frameOf(body, pointer);
        expect(texts(body, frame.records).map((text) => JSON.parse(text) as unknown)).toEqual(
          JSON.parse(JSON.stringify(records)),
        );
        expect(JSON.parse(texts(body, [frame.array])[0]!)).toEqual(JSON.parse(JSON.stringify(records)));
      }),
    );
  });

  test.each([
    ['bad UTF-8', Buffer.from('[{"id":1,"x":"\xff\xfe"},{"id":2}]', 'latin1'), 2],
    ['NaN', Buffer.from('[{"id":1,"x":NaN},NaN,{"id":2,"x":-Infinity}]'), 3],
    ['lone surrogates', Buffer.from(String.raw`[{"id":1,"x":"\ud800"},{"id":2}]`), 2],
    ['repeated keys', Buffer.from('[{"id":1,"id":2},{"id":2}]'), 2],
    ['scalars', Buffer.from('[1,"two",null,true,{"id":5}]'), 5],
    ['a missing comma inside of a record', Buffer.from('[{"id":1 "x":2},{"id":2}]'), 2],
  ])('may hold %s', (_, body, count) => {
    expect(frameOf(body, '').records).toHaveLength(count);
  });
});

describe('a page that is not whole', () => {
  test('is refused wherever it is cut', () => {
    fc.assert(
      fc.property(written, ({ body, pointer }) => {
        const text = body.toString().trimEnd();
        const whole = Buffer.from(text);
        for (let length = 0; length < whole.length; length += 1) {
          if (isFramed(whole.subarray(0, length), pointer)) expect.fail(`${text} cut after ${length}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['[{"id":1}', '', 'the answer is cut after 9 bytes'],
    ['[{"id":1},', '', 'the answer is cut after 10 bytes'],
    ['[{"id":1,"tags":["a"]', '', 'the answer is cut after 21 bytes'],
    ['{"data":[{"id":1}]', '/data', 'the answer is cut after 18 bytes'],
    ['[{"id":1}{"id":2}]', '', 'the answer is not JSON at byte 9'],
    ['[{"id":1},]', '', 'the answer is not JSON at byte 10'],
    ['[,{"id":1}]', '', 'the answer is not JSON at byte 1'],
    ['[{"id":[1}]]', '', 'the answer is not JSON at byte 9'],
    ['[{"id":1}]]', '', 'there is something behind the end of the answer'],
    ['[{"id":1}][]', '', 'there is something behind the end of the answer'],
    ['[{"id":1,"x":"y},{"id":2,"x":"y"}]', '', 'the answer is cut after 34 bytes'],
    ['{"data" [1]}', '/data', 'the answer is not JSON at byte 8'],
    ['{data:[1]}', '/data', 'the answer is not JSON at byte 1'],
    ['{"error":"no","code":7}', '/data', `the answer has no list of records at '/data'; it has "error", "code"`],
    ['{}', '/data', "the answer has no list of records at '/data'; it has no field"],
    ['{"message":"over quota"}', '', `the answer has no list of records at ''; it has "message"`],
    ['{"data":null}', '/data', `the answer has no list of records at '/data'; it has "data"`],
    ['{"data":{}}', '/data', `the answer has no list of records at '/data'; it has "data"`],
    ['{"data":[1],"data":[2]}', '/data', "the answer has more than one value at '/data'"],
    ['{"data":[1],"data":null}', '/data', "the answer has more than one value at '/data'"],
    ['"text"', '', "the answer has no list of records at ''"],
    ['', '', 'the answer is cut after 0 bytes'],
  ])('%s with its records at %j: %s', (body, pointer, message) => {
    expect(() => frameOf(Buffer.from(body), pointer)).toThrow(new InvalidPage(message));
  });
});

describe('the value at a path in a record', () => {
  test.each([
    ['{"id":12345678901234567890}', ['id'], '12345678901234567890'],
    ['{"a":{"b/c":[0,{"d":"x"}]}}', ['a', 'b/c', '1', 'd'], '"x"'],
    ['{"other":{"id":1},"id":2}', ['id'], '2'],
    [String.raw`{"\u0069d":3}`, ['id'], '3'],
    ['{"id":4,"x":NaN}', ['id'], '4'],
    ['{"id":5 "x":1}', ['id'], '5'],
    ['{"id":6,"id":6}', ['id'], '6'],
    ['{"id":6,"id":7}', ['id'], undefined],
    ['{"x":1}', ['id'], undefined],
    ['7', ['id'], undefined],
    ['7', [], '7'],
  ])('of %s at %j is %s', (body, path, expected) => {
    const bytes = Buffer.from(body);
    const span = valueAt(bytes, { start: 0, end: bytes.length }, path);
    expect(span && texts(bytes, [span])[0]).toBe(expected);
  });
});
