import { describe, expect, test } from 'vitest';
import type { Json } from '../../asl/spec/states.ts';
import { ambient, evaluate } from './jsonata-evaluation.ts';

const states = 'https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html';
const sfnx = 'https://github.com/iwamot/sfnx/blob/main/docs/design.md, measured 2026-09';
const floci = (issue: number): string => `https://github.com/floci-io/floci/issues/${issue}, TestState 2026-08`;
const localstack = (test: string): string => `localstack tests/aws/services/stepfunctions/v2: ${test}`;
const language = 'https://docs.jsonata.org/';

describe('values', () => {
  test.each<{ expression: string; value: Json | undefined; source: string }>([
    { expression: '$states.input.user.name', value: 'Ada', source: states },
    { expression: '$states.context.Execution.Name', value: 'run', source: states },
    { expression: '$states.input.orders.lines.sku', value: ['a', 'b', 'a'], source: language },
    { expression: '$states.input.user.none', value: [], source: language },
    { expression: '$states.input.user.nothing', value: null, source: language },
    { expression: '$states.input.user.missing', value: undefined, source: language },
    { expression: '{"a": $states.input.user.missing, "b": 1}', value: { b: 1 }, source: states },
    { expression: '$states.input.orders[id = 2].lines.n', value: 5, source: language },
    { expression: '$states.input.orders{$string(id): $sum(lines.n)}', value: { 1: 3, 2: 5 }, source: language },
    { expression: '$states.input.orders^(>id).id', value: [2, 1], source: language },
    {
      expression: '$states.input.orders.lines.{"sku": sku, "of": %.id}[0]',
      value: { sku: 'a', of: 1 },
      source: language,
    },
    {
      expression: '$states.input.orders#$i.{"i": $i, "id": id}',
      value: [
        { i: 0, id: 1 },
        { i: 1, id: 2 },
      ],
      source: language,
    },
    {
      expression: '$states.input.user ~> |$|{"age": 36}, ["tags", "none"]|',
      value: { name: 'Ada', nothing: null, age: 36 },
      source: language,
    },
    { expression: '($f := function($x) { $x <= 1 ? 1 : $x * $f($x - 1) }; $f(5))', value: 120, source: language },
    { expression: '($trim ~> $uppercase)("  a b ")', value: 'A B', source: language },
    { expression: '$substring(?, 0, 1)("xyz")', value: 'x', source: language },
    { expression: '($g := $states.input.grid; $g[0])', value: [1, 2], source: language },
    { expression: '$variable := 1', value: 1, source: localstack('evaluate_jsonata') },
    {
      expression: '$contains("hello$world", /^hello\\$/)',
      value: true,
      source: localstack('test_base_jsonata_regular_expressions'),
    },
    { expression: '$range(1, 9, 9)', value: 1, source: localstack('test_array_jsonata') },
    { expression: '$range(0, 10, 3)', value: [0, 3, 6, 9], source: localstack('test_array_jsonata') },
    { expression: '$partition([0..3], 5)', value: [[0, 1, 2, 3]], source: localstack('test_array_jsonata') },
    { expression: '$parse("-0")', value: 0, source: localstack('test_parse') },
    { expression: '1/0', value: 'Infinity', source: floci(2737) },
    { expression: '-1/0', value: '-Infinity', source: floci(2737) },
    { expression: '[1/0, 0/0]', value: ['Infinity', 'NaN'], source: floci(2737) },
    { expression: '{"k": 1e308 * 10}', value: { k: 'Infinity' }, source: floci(2737) },
    { expression: '1 / 0 > 5', value: true, source: sfnx },
    { expression: '$parseInteger("abc", "0")', value: 'NaN', source: floci(2737) },
    { expression: '0 * -1', value: 0, source: 'JSON has no -0' },
    { expression: '$boolean([0, [], {}])', value: false, source: sfnx },
    { expression: '[$missing = 1, $missing != 1]', value: [false, false], source: sfnx },
    { expression: '"abc"[0]', value: 'abc', source: sfnx },
    { expression: '$states.input.user.tags[1.5]', value: 'y', source: sfnx },
    { expression: '"a" & 1 & true & null & [1]', value: 'a1truenull[1]', source: sfnx },
    { expression: '[$states.input.user.tags]', value: ['x', 'y'], source: sfnx },
    { expression: '[[$states.input.user.tags]]', value: [['x', 'y']], source: sfnx },
    { expression: '$map([1], function($v) { $v })', value: 1, source: sfnx },
    { expression: '$map([1], function($v) { $v })[]', value: [1], source: sfnx },
    { expression: '$append([], $map([], function($v) { $v })[])', value: [], source: sfnx },
    { expression: '[$reverse([1]), $sort([1])]', value: [1, 1], source: sfnx },
    { expression: '[2..1]', value: [], source: sfnx },
    { expression: '$merge([])', value: {}, source: sfnx },
    { expression: '$merge([{"a": 1, "b": 1}, {"b": null}])', value: { a: 1, b: null }, source: sfnx },
    { expression: '$sift({"a": 1}, function($v) { $v > 1 })', value: undefined, source: sfnx },
    { expression: '[-5 % 3, 5 % -3]', value: [-2, 2], source: sfnx },
    { expression: '$string($parse("9223372036854775808"))', value: '9223372036854776000', source: floci(2669) },
    { expression: '$string([999999999999999868928])', value: '[999999999999999900000]', source: floci(2669) },
    {
      expression: '[$string(1e20), $string(1e21), $string(1/3)]',
      value: ['100000000000000000000', '1e+21', '0.333333333333333'],
      source: floci(2669),
    },
    { expression: '[$round(2.5), $round(2.675, 2), $round(25, -1)]', value: [2, 2.68, 20], source: sfnx },
    { expression: '[$sum([]), $max([]), $min([]), $average([])]', value: [0], source: sfnx },
    { expression: '$length("a😀b")', value: 3, source: sfnx },
    { expression: '$substring("héllo😀", -1, 1)', value: '\ud83d', source: sfnx },
    { expression: '$substring("hello", -10, 2)', value: 'he', source: sfnx },
    { expression: '$substring("hello", 1, -1)', value: '', source: sfnx },
    { expression: '$split("a😀", "")', value: ['a', '\ud83d', '\ude00'], source: sfnx },
    { expression: '$split("a.b*c", ".")', value: ['a', 'b*c'], source: sfnx },
    { expression: '$split($trim("  a  b\t\nc "), " ")', value: ['a', 'b', 'c'], source: sfnx },
    { expression: '$contains("a\u00a0b", /\\s/)', value: false, source: sfnx },
    { expression: '$join([])', value: '', source: sfnx },
    { expression: '$replace("abc", "b", "$0")', value: 'a$0c', source: sfnx },
    { expression: '$replace("bbb", "b", "x", 2.5)', value: 'xxb', source: sfnx },
    { expression: '$replace("bbb", "b", "x", 0)', value: 'bbb', source: sfnx },
    { expression: '$pad("x", 6.5, "ab")', value: 'xababa', source: sfnx },
    { expression: '$base64decode($base64encode("é"))', value: 'é', source: sfnx },
    { expression: '$base64decode("YWJ")', value: 'ab', source: sfnx },
    { expression: '$decodeUrlComponent("a+b%20%E6")', value: 'a b \ufffd', source: sfnx },
    { expression: '$distinct([1, true, {"a": 1}, 1, {"a": 1}])', value: [1, true, { a: 1 }], source: sfnx },
    { expression: '$sort(["b", "B", "a"])', value: ['B', 'a', 'b'], source: sfnx },
    { expression: '$toMillis("2020-01-01T00:00:00")', value: 1_577_836_800_000, source: sfnx },
    { expression: '$toMillis($now()) = $millis()', value: true, source: sfnx },
    { expression: '$now()', value: '2023-11-14T22:13:20.123Z', source: sfnx },
    { expression: '$now("[Y0001]-[M01]-[D01]")', value: '2023-11-14', source: sfnx },
    { expression: '$random(42)', value: 0.7275636800328681, source: floci(2676) },
    { expression: '$random(0.9)', value: 0.730967787376657, source: floci(2676) },
    { expression: '$random()', value: 0.25, source: states },
    { expression: '$uuid()', value: ambient.uuid(), source: states },
    { expression: '$hash("Hello", "MD5")', value: '8b1a9953c4611296a827abf8c47804d7', source: floci(2676) },
    { expression: '$hash("input", "SHA-1")', value: '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1', source: floci(2662) },
    { expression: '$hash("Hello")', value: undefined, source: floci(2676) },
    { expression: '$partition([1, 2, 3, 4, 5], 2.9)', value: [[1, 2], [3, 4], [5]], source: floci(2676) },
    { expression: '$partition([1, 2, 3])', value: [[1, 2, 3]], source: floci(2676) },
    { expression: '$partition([1], 0)', value: undefined, source: floci(2676) },
    { expression: '$partition([], 2)', value: undefined, source: floci(2676) },
    { expression: '$range(-1.7, 2, 1)', value: [-1, 0, 1, 2], source: floci(2676) },
    { expression: '$range(5, 1, 1)', value: undefined, source: floci(2676) },
    { expression: '$range(1, 5)', value: undefined, source: floci(2676) },
    { expression: `$parse("{'a': [1.0, 1e2, null]}")`, value: { a: [1, 100, null] }, source: sfnx },
    {
      expression: `$parse('{"__proto__": 1}')`,
      value: JSON.parse('{"__proto__": 1}') as Json,
      source: 'ordinary keys',
    },
    { expression: '$map(["[1]", "2"], $parse)', value: [[1], 2], source: floci(2676) },
    { expression: '$string($partition)', value: '', source: language },
  ])('$expression is $value', async ({ expression, value }) => {
    expect(await evaluate(expression)).toStrictEqual(value);
  });

  test('null counts as nothing', async () => {
    expect(await evaluate('[$count(null), $count("a"), $count([1, 2])]', { x: 1 })).toEqual([0, 1, 2]);
  });
});
