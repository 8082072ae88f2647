import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateIntrinsic, IntrinsicFailure } from '../../asl/interpreter/intrinsics.ts';
import { readPath } from '../../asl/interpreter/paths.ts';
import { IntrinsicSyntaxError, isIntrinsic, parseIntrinsic } from '../../asl/spec/intrinsic.ts';
import type { Json, JsonObject } from '../../asl/spec/states.ts';

const docs = 'https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html';
const spec = 'https://states-language.net/#intrinsic-functions';
/** Answers recorded on AWS, by the file's name. */
const localstack = (file: string): string =>
  `localstack/localstack tests/aws/services/stepfunctions/v2/intrinsic_functions/${file}.snapshot.json`;
const tiny = (file: string): string =>
  `gabrielmoreira/tiny-asl-machine tests/conformance/cases/.snapshots/aws/${file}.json`;
/** What AWS did, told by the authors of a case without a recording of its own. */
const tinyNotes = (file: string): string => `gabrielmoreira/tiny-asl-machine tests/conformance/cases/${file}.ts`;

const run = (text: string, input: Json = {}, random = 0.5): Json =>
  evaluateIntrinsic(parseIntrinsic(text), {
    read: (path) => {
      const result = readPath(path, input);
      if (!result.found) throw new Error(`nothing at ${path.text}`);
      return result.value;
    },
    random: () => random,
    uuid: () => '01234567-89ab-4cde-8f01-23456789abcd',
  });

describe('arrays', () => {
  const array = localstack('test_array');
  test.each([
    { call: 'States.Array()', value: [], source: `${array}: test_array_0` },
    {
      call: "States.Array('a', -1.5, null, true, $.x)",
      value: ['a', -1.5, null, true, { y: [] }],
      source: `${docs}: States.Array`,
    },
    { call: 'States.ArrayPartition($.list, 2)', value: [[3, 1], [2]], source: `${array}: test_array_partition` },
    { call: 'States.ArrayPartition($.list, 2.9)', value: [[3, 1], [2]], source: tinyNotes('States.ArrayPartition') },
    { call: 'States.ArrayPartition($.none, 5)', value: [], source: `${array}: test_array_partition` },
    {
      call: 'States.ArrayContains(States.Array($.list, 9), $.list)',
      value: true,
      source: `${array}: test_array_contains`,
    },
    { call: 'States.ArrayContains($.none, null)', value: false, source: `${array}: test_array_contains` },
    { call: "States.ArrayContains($.list, '2')", value: true, source: tinyNotes('States.ArrayContains') },
    { call: 'States.ArrayContains($.list, 4)', value: false, source: `${docs}: States.ArrayContains` },
    { call: 'States.ArrayRange(1, 10, 4)', value: [1, 5, 9], source: `${array}: test_array_range` },
    { call: 'States.ArrayRange(4, 0, -2)', value: [4, 2, 0], source: tiny('States.ArrayRange-007-descending-range') },
    {
      call: 'States.ArrayRange(4, 0, 2)',
      value: [],
      source: tiny('States.ArrayRange-008-descending-positive-step-empty'),
    },
    { call: 'States.ArrayRange(1.9, 3.9, 1)', value: [1, 2, 3], source: tinyNotes('States.ArrayRange') },
    {
      call: 'States.ArrayLength(States.ArrayRange(1, 1000, 1))',
      value: 1000,
      source: tiny('States.ArrayRange-017-forward-limit-1000'),
    },
    { call: 'States.ArrayGetItem($.list, 0)', value: 3, source: `${array}: test_array_get_item` },
    { call: 'States.ArrayGetItem($.list, 1.8)', value: 1, source: tinyNotes('States.ArrayGetItem') },
    { call: 'States.ArrayGetItem($.none, 7)', value: null, source: tinyNotes('States.ArrayGetItem') },
    { call: 'States.ArrayLength($.list)', value: 3, source: `${array}: test_array_length` },
    { call: 'States.ArrayUnique(States.Array(1, 1, 2, 1))', value: [1, 2], source: `${docs}: States.ArrayUnique` },
    {
      call: "States.ArrayUnique(States.Array(true, 'b', 'a', false, null, 1))",
      value: [null, 'a', 1, 'b', false, true],
      source: tinyNotes('States.ArrayUnique'),
    },
    {
      call: 'States.ArrayUnique(States.Array($.list, $.pair, $.list))',
      value: [
        [1, 2],
        [3, 1, 2],
      ],
      source: tinyNotes('States.ArrayUnique'),
    },
    {
      call: 'States.ArrayUnique($.objects)',
      value: [{ a: 1, b: 2 }],
      source: tiny('States.ArrayUnique-008-object-key-order'),
    },
  ])('$call', ({ call, value }) => {
    const input = {
      list: [3, 1, 2],
      pair: [1, 2],
      none: [],
      x: { y: [] },
      objects: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    };
    expect(run(call, input)).toEqual(value);
  });

  test('the parts of an array make up the array', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (list, size) => {
        const parts = run('States.ArrayPartition($.list, $.size)', { list, size }) as number[][];
        expect(parts.flat()).toEqual(list);
        expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
      }),
    );
  });

  test('unique items are those of a set', () => {
    const few = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom('a', 'b', null, true, 0.5, 3e9, [1], { a: 1 }),
    );
    fc.assert(
      fc.property(fc.array(few), (list) => {
        const unique = run('States.ArrayUnique($)', list) as Json[];
        const texts = unique.map((item) => JSON.stringify(item));
        expect(texts.toSorted()).toEqual([...new Set(list.map((item) => JSON.stringify(item)))].sort());
        expect(run('States.ArrayUnique($)', unique)).toEqual(unique);
      }),
    );
  });
});

describe('encodings and hashes', () => {
  const decode = localstack('test_encode_decode');
  test.each([
    { call: "States.Base64Encode('Data')", value: 'RGF0YQ==', source: `${decode}: test_base_64_encode` },
    { call: "States.Base64Decode('RGF0YQ==')", value: 'Data', source: `${decode}: test_base_64_decode` },
    {
      call: "States.Base64Decode(' RG-F0?YQ ')",
      value: Buffer.from('RG+F0YQ=', 'base64').toString(),
      source: tinyNotes('States.Base64Decode'),
    },
    { call: "States.Base64Decode('ab==cd')", value: 'i', source: tinyNotes('States.Base64Decode') },
    {
      call: "States.Hash('input data', 'MD5')",
      value: '812f45842bc6d66ee14572ce20db8e86',
      source: localstack('test_hash_calculations'),
    },
    {
      call: "States.Hash('input data', 'SHA-1')",
      value: 'aaff4a450a104cd177d28d18d74485e8cae074b7',
      source: localstack('test_hash_calculations'),
    },
    {
      call: "States.Hash(12, 'MD5')",
      value: createHash('md5').update('12').digest('hex'),
      source: tinyNotes('States.Hash'),
    },
  ])('$call', ({ call, value }) => {
    expect(run(call)).toBe(value);
  });

  test('what was encoded is decoded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(run('States.Base64Decode(States.Base64Encode($))', text)).toBe(text);
      }),
    );
  });
});

describe('JSON', () => {
  const json = localstack('test_json_manipulation');
  test.each([
    { call: "States.StringToJson('')", value: null, source: `${json}: test_string_to_json` },
    { call: "States.StringToJson(' ')", value: null, source: `${json}: test_string_to_json` },
    {
      call: `States.StringToJson('{"a": [1, true]}')`,
      value: { a: [1, true] },
      source: `${json}: test_string_to_json`,
    },
    { call: "States.JsonToString('text')", value: '"text"', source: `${json}: test_json_to_string` },
    { call: 'States.JsonToString($)', value: '{"b":{"d":1.5},"a":[null,"x"]}', source: `${json}: test_json_to_string` },
    {
      call: 'States.JsonToString(States.Array(0.00012, 12345678.5, 100000000))',
      value: '[1.2E-4,1.23456785E7,100000000]',
      source: 'https://docs.oracle.com/javase/8/docs/api/java/lang/Double.html#toString-double-',
    },
  ])('$call', ({ call, value }) => {
    expect(run(call, { b: { d: 1.5 }, a: [null, 'x'] })).toEqual(value);
  });

  const merging = tiny('States.JsonMerge-020-treat-proto-key-as-plain-data');
  test.each([
    {
      left: '{"constant_in_literal":1}',
      right: '{"constant_input_field":2}',
      merged: '{"constant_input_field":2,"constant_in_literal":1}',
      source: `${json}: test_json_merge_escaped_argument`,
    },
    {
      left: '{"__proto__":{"polluted":true}}',
      right: '{"x":1}',
      merged: '{"x":1,"__proto__":{"polluted":true}}',
      source: merging,
    },
    {
      left: '{"payload":1,"keep":2}',
      right: '{"payload":[]}',
      merged: '{"payload":[],"keep":2}',
      source: tiny('States.JsonMerge-021-overwrite-date-like-string-with-mixed-array'),
    },
    {
      left: '{"left":1}',
      right: '{"right":2}',
      merged: '{"left":1,"right":2}',
      source: tiny('States.JsonMerge-010-merge-nested-string-to-json-objects'),
    },
  ])('$left and $right merge to $merged, in the order of a Java map', ({ left, right, merged }) => {
    const input = { left: JSON.parse(left) as Json, right: JSON.parse(right) as Json };
    expect(JSON.stringify(run('States.JsonMerge($.left, $.right, false)', input))).toBe(merged);
    expect('polluted' in {}).toBe(false);
  });

  const objects = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 })) as fc.Arbitrary<JsonObject>;
  const merge = (left: Json, right: Json): Json => run('States.JsonMerge($.left, $.right, false)', { left, right });

  test('the right object wins, an empty one changes nothing, and merging again neither', () => {
    fc.assert(
      fc.property(objects, objects, (left, right) => {
        const merged = merge(left, right) as JsonObject;
        expect(merged).toEqual({ ...left, ...right });
        expect(merge(left, {})).toEqual(left);
        expect(merge({}, right)).toEqual(right);
        expect(merge(merged, right)).toEqual(merged);
      }),
    );
  });

  test('what was written as a string is read again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>, (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        expect(run('States.StringToJson(States.JsonToString($))', plain)).toEqual(plain);
      }),
    );
  });
});

describe('numbers', () => {
  const math = localstack('test_math_operations');
  test.each([
    { left: 1.49, right: 1.5, sum: 3 },
    { left: -1.5, right: -1.51, sum: -3 },
    { left: -2.5, right: 0, sum: -2 },
    { left: -0.5, right: 0, sum: 0 },
    { left: 2.5, right: 0, sum: 3 },
  ])(`$left and $right are $sum (${math}: test_math_add)`, ({ left, right, sum }) => {
    expect(run('States.MathAdd($.left, $.right)', { left, right })).toBe(sum);
  });

  test.each([
    {
      call: 'States.MathRandom(1, 100, 42)',
      value: 63,
      source: tiny('States.MathRandom-002-repeated-seed-deterministic'),
    },
    {
      call: 'States.MathRandom(1, 1000, 1)',
      value: 106,
      source: tiny('States.MathRandom-003-compare-different-seeds'),
    },
    {
      call: 'States.MathRandom(1, 1000, 2)',
      value: 806,
      source: tiny('States.MathRandom-003-compare-different-seeds'),
    },
    { call: 'States.MathRandom(1, 10, -10)', value: 1, source: tiny('States.MathRandom-015-accept-negative-seed') },
    {
      call: 'States.MathRandom(2147483640, 2147483647, 1)',
      value: 2_147_483_644,
      source: tiny('States.MathRandom-022-seeded-output-near-int32-max'),
    },
    {
      call: 'States.MathRandom(0, 16, 42)',
      value: 11,
      source: 'https://docs.oracle.com/javase/8/docs/api/java/util/Random.html#nextInt-int-',
    },
  ])('$call is $value', ({ call, value }) => {
    expect(run(call)).toBe(value);
  });

  test('random numbers start at the first bound and stay below the second', () => {
    const bound = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        bound,
        bound,
        fc.integer(),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (one, other, seed, random) => {
          const [start, end] = [Math.min(one, other), Math.max(one, other) + 1];
          for (const call of ['States.MathRandom($.start, $.end)', 'States.MathRandom($.start, $.end, $.seed)']) {
            const value = run(call, { start, end, seed }, random);
            expect(value).toBeGreaterThanOrEqual(start);
            expect(value).toBeLessThan(end);
          }
        },
      ),
    );
  });
});

describe('strings', () => {
  const split = localstack('test_string_operations');
  test.each([
    { text: 'a.b+c', delimiters: '+.', pieces: ['a', 'b', 'c'], source: `${split}: test_string_split` },
    { text: ',,a,, b,', delimiters: ',', pieces: ['a', ' b'], source: `${split}: test_string_split` },
    { text: ',,', delimiters: ',', pieces: [], source: `${split}: test_string_split` },
    { text: '', delimiters: ',', pieces: [], source: tinyNotes('States.StringSplit') },
    { text: 'abc', delimiters: '', pieces: ['abc'], source: tinyNotes('States.StringSplit') },
  ])('$text splits at $delimiters', ({ text, delimiters, pieces }) => {
    expect(run('States.StringSplit($.text, $.delimiters)', { text, delimiters })).toEqual(pieces);
  });

  const format = localstack('test_generic');
  test.each([
    {
      call: "States.Format('{}|{}|{}|{}', $.text, null, 1.1, true)",
      value: `it's|null|1.1|true`,
      source: `${format}: test_format_2`,
    },
    { call: "States.Format('of {}', $.object)", value: 'of {a=1, b=[x, null]}', source: `${format}: test_format_2` },
    { call: String.raw`States.Format('\'{}\' \{\} \\', 1)`, value: String.raw`'1' {} \ `.trimEnd(), source: spec },
    {
      call: "States.Format($.template, 'you')",
      value: 'hello you',
      source: tiny('States.Format-005-accept-template-from-input-path'),
    },
    {
      call: "States.Format('none')",
      value: 'none',
      source: tiny('States.Format-004-keep-template-without-placeholders'),
    },
    { call: `States.Format('{}', States.StringToJson('"x"'))`, value: '"x"', source: tinyNotes('States.Format') },
    {
      call: "States.Format('{}-{}', States.UUID(), States.ArrayLength(States.Array(1, 2)))",
      value: '01234567-89ab-4cde-8f01-23456789abcd-2',
      source: docs,
    },
    { call: "States.UUID('ignored')", value: '01234567-89ab-4cde-8f01-23456789abcd', source: tiny('States.UUID-008') },
  ])('$call', ({ call, value }) => {
    expect(run(call, { text: "it's", object: { a: 1, b: ['x', null] }, template: 'hello {}' })).toBe(value);
  });
});

describe('failures', () => {
  const jackson = '[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';
  const notJson = (message: string, column: number, line = 1): string =>
    `Cannot convert String to Json in States.StringToJson, caused by: ${message}\n at ${jackson}; line: ${line}, column: ${column}]`;
  const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

  test.each([
    { call: 'States.MathAdd(2147483647, 1)', source: tiny('States.MathAdd-011-fail-sum-overflow-int32') },
    {
      call: 'States.MathAdd(3000000000, -2000000000)',
      source: tiny('States.MathAdd-013-fail-first-operand-out-of-range'),
    },
    { call: "States.MathAdd('1', 2)", source: tiny('States.MathAdd-017-reject-string-first-operand') },
    { call: 'States.MathAdd(1)', source: tiny('States.MathAdd-021-reject-missing-second-argument') },
    { call: 'States.MathRandom(2, 2)', source: tiny('States.MathRandom-004-reject-identical-bounds') },
    { call: 'States.MathRandom(1.2, 1.8)', source: tinyNotes('States.MathRandom') },
    { call: "States.MathRandom(1, 9, 'seed')", source: tiny('States.MathRandom-012-reject-string-seed') },
    { call: 'States.MathRandom(-2147483648, 2147483647, 1)', source: docs },
    { call: 'States.ArrayRange(1, 9, 0.9)', source: tiny('States.ArrayRange-016-rounded-zero-step') },
    { call: 'States.ArrayRange(0, 1000, 1)', source: tiny('States.ArrayRange-018-forward-limit-exceeded') },
    { call: 'States.ArrayPartition(States.Array(), 0)', source: tiny('States.ArrayPartition-018-zero-chunk-size') },
    { call: "States.ArrayLength('text')", source: tiny('States.ArrayLength-009-string-argument') },
    { call: 'States.ArrayGetItem(States.Array(1), 1)', source: tiny('States.ArrayGetItem-010-index-equals-length') },
    { call: 'States.ArrayGetItem(States.Array(1), -1)', source: tiny('States.ArrayGetItem-011-negative-index') },
    { call: 'States.ArrayContains(1, 1)', source: tiny('States.ArrayContains-013-non-array-first-arg') },
    { call: "States.ArrayUnique('text')", source: tiny('States.ArrayUnique-014-non-array-argument') },
    { call: 'States.StringSplit(1, 2)', source: tiny('States.StringSplit-016-reject-non-string-first-argument') },
    { call: 'States.StringToJson(1)', source: tiny('States.StringToJson-015-reject-number-input') },
    { call: "States.Hash('text', 'sha-256')", source: tiny('States.Hash-021-reject-lowercase-algorithm-token') },
    { call: "States.Hash($.long, 'MD5')", source: tiny('States.Hash-013-reject-10001-char-input') },
    { call: 'States.Base64Encode($.long)', source: `${docs}: States.Base64Encode` },
    { call: 'States.Base64Decode(1)', source: tiny('States.Base64Decode-009-reject-numeric-argument') },
    { call: 'States.JsonMerge($, $, true)', source: `${docs}: States.JsonMerge` },
    { call: "States.JsonMerge($, 'text', false)", source: tinyNotes('States.JsonMerge') },
    {
      call: 'States.JsonToString()',
      detail: 'Invalid arguments in States.JsonToString: only a single argument is allowed.',
      source: tiny('States.JsonToString-013-reject-zero-argument-invocation'),
    },
    {
      call: "States.Format('a { b', 1)",
      detail: "Invalid template in States.Format: matching '}' not found for '{'.",
      source: tiny('States.Format-018-aws-observe-unmatched-opening-brace-message'),
    },
    {
      call: "States.Format('{} }', 1)",
      detail: "Invalid template in States.Format: matching '{' not found for '}'.",
      source: tiny('States.Format-020-aws-observe-lone-closing-brace-message'),
    },
    {
      call: "States.Format('{} {}', 1)",
      detail: 'Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.',
      source: tinyNotes('States.Format'),
    },
  ])('$call', ({ call, detail }) => {
    const name = call.slice(0, call.indexOf('('));
    const cause = `There was an error while evaluating the intrinsic function: ${call}. ${detail ?? `Invalid arguments in ${name}`}`;
    expect(() => run(call, { long: 'x'.repeat(10_001) })).toThrow(new IntrinsicFailure(cause));
  });

  test.each([
    {
      json: '{bad}',
      fault: notJson("Unexpected character ('b' (code 98)): was expecting double-quote to start field name", 2),
      source: tiny('States.StringToJson-011-reject-malformed-object-json'),
    },
    {
      json: '{"a":1',
      fault: notJson(
        `Unexpected end-of-input: expected close marker for Object (start marker at ${jackson}; line: 1, column: 1])`,
        7,
      ),
      source: tiny('States.StringToJson-012-reject-truncated-object-json'),
    },
    {
      json: 'undefined',
      fault: notJson(`Unrecognized token 'undefined': was expecting ${values}`, 10),
      source: tiny('States.StringToJson-014-reject-undefined-identifier-text'),
    },
  ])('$json is no JSON', ({ json, fault }) => {
    const cause = `There was an error while evaluating the intrinsic function: States.StringToJson($). ${fault}`;
    expect(() => run('States.StringToJson($)', json)).toThrow(new IntrinsicFailure(cause));
  });

  /** https://github.com/FasterXML/jackson-core/blob/2.18/src/main/java/com/fasterxml/jackson/core/json/ReaderBasedJsonParser.java */
  test.each([
    {
      json: '[1 2]',
      message: "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
      column: 4,
    },
    { json: '[1,]', message: `Unexpected character (']' (code 93)): expected a valid value ${values}`, column: 4 },
    { json: '[1,', message: 'Unexpected end-of-input within/between Array entries', column: 4 },
    {
      json: '{"a":1,}',
      message: "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
      column: 8,
    },
    {
      json: '{"a"}',
      message: "Unexpected character ('}' (code 125)): was expecting a colon to separate field name and value",
      column: 5,
    },
    { json: '{"a":', message: 'Unexpected end-of-input within/between Object entries', column: 6 },
    {
      json: '[1}',
      message: `Unexpected close marker '}': expected ']' (for Array starting at ${jackson}; line: 1, column: 1])`,
      column: 3,
    },
    { json: '"abc', message: 'Unexpected end-of-input: was expecting closing quote for a string value', column: 5 },
    { json: '01', message: 'Invalid numeric value: Leading zeroes not allowed', column: 2 },
    {
      json: "[\n  'a'\n]",
      message: `Unexpected character (''' (code 39)): expected a valid value ${values}`,
      column: 3,
      line: 2,
    },
    { json: '[tru]', message: `Unrecognized token 'tru': was expecting ${values}`, column: 5 },
  ])('$json is no JSON for Jackson', ({ json, message, column, line }) => {
    const cause = `There was an error while evaluating the intrinsic function: States.StringToJson($). ${notJson(message, column, line)}`;
    expect(() => run('States.StringToJson($)', json)).toThrow(new IntrinsicFailure(cause));
  });

  test('any text is JSON or an IntrinsicFailure', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '-',
      '.',
      'true',
      ' ',
      '\n',
      'é',
      '\u0007',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          run('States.StringToJson($)', pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(IntrinsicFailure);
        }
      }),
    );
  });

  test('what reading a path throws is passed on', () => {
    expect(() => run("States.Format('{}', $.none)")).toThrow('nothing at $.none');
  });

  test('10,000 levels are a failure with words', () => {
    let deep: Json = 1;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const inside = "States.Hash($, 'MD5')";
    expect(() => run(inside, deep)).toThrow(IntrinsicFailure);
  });
});

describe('syntax', () => {
  test('a call is read with all its parts', () => {
    const text = "States.Format( '{}' , $.a[?(@.b == ',)')][0] , States.UUID( ) )";
    expect(parseIntrinsic(text)).toMatchObject({
      kind: 'call',
      name: 'States.Format',
      text,
      arguments: [
        { kind: 'string', value: '{}', source: '{}' },
        { kind: 'path', path: { text: "$.a[?(@.b == ',)')][0]" } },
        { kind: 'call', name: 'States.UUID', arguments: [], text: 'States.UUID( )' },
      ],
    });
  });

  test.each([
    {
      text: 'States.Array($.a.length(), $$.Execution.Id, $name.x)',
      paths: ['$.a.length()', '$$.Execution.Id', '$name.x'],
    },
    { text: `States.Array($['a, b'], $["c)"])`, paths: ["$['a, b']", '$["c)"]'] },
  ])('$text', ({ text, paths }) => {
    expect(parseIntrinsic(text).arguments).toMatchObject(paths.map((path) => ({ kind: 'path', path: { text: path } })));
  });

  test.each([
    { text: 'States.Nope()', position: 0, source: tinyNotes('Feature.JSONPath') },
    { text: 'States.Array', position: 12, source: spec },
    { text: 'States.UUID(', position: 12, source: tiny('States.UUID-016-reject-missing-closing-parenthesis') },
    { text: 'States.UUID() trailing', position: 13, source: tiny('States.UUID-019-reject-trailing-characters') },
    { text: 'States.Array(1, )', position: 16, source: tinyNotes('States.ArrayPartition') },
    { text: 'States.Array(1 2)', position: 15, source: spec },
    { text: "States.Array('a)", position: 13, source: spec },
    { text: String.raw`States.Array('a\n')`, position: 15, source: tinyNotes('States.Base64Decode') },
    {
      text: String.raw`States.StringToJson('{\"a\":1}')`,
      position: 22,
      source:
        'localstack/localstack tests/aws/services/stepfunctions/v2/scenarios/test_base_scenarios.snapshot.json: test_illegal_escapes',
    },
    { text: 'States.Array("a")', position: 13, source: spec },
    { text: 'States.Array($.a..)', position: 18, source: spec },
    { text: `${'States.Array('.repeat(11)}${')'.repeat(11)}`, position: 130, source: docs },
  ])('$text is refused at $position', ({ text, position }) => {
    const refused = expect.objectContaining({ name: 'IntrinsicSyntaxError', position }) as IntrinsicSyntaxError;
    expect(() => parseIntrinsic(text)).toThrow(refused);
    expect(isIntrinsic(text)).toBe(true);
  });

  test.each(['$.a', '', 'states.UUID()', ' States.UUID()'])('%j is no call', (text) => {
    expect(isIntrinsic(text)).toBe(false);
  });

  test('any text is a call or gets an IntrinsicSyntaxError', () => {
    const piece = fc.constantFrom(
      'States.Array(',
      'States.',
      ')',
      ',',
      "'",
      '\\',
      '{}',
      '$',
      '.a',
      '[',
      ']',
      '1',
      '-',
      'true',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          parseIntrinsic(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(IntrinsicSyntaxError);
        }
      }),
    );
  });
});
