import { describe, expect, test } from 'vitest';
import { ambient, deeplyFrozen, evaluate, failureOf } from './jsonata-evaluation.ts';
import { evaluateJsonata } from '../../asl/interpreter/jsonata.ts';
import { parseJsonata } from '../../asl/spec/jsonata.ts';
import type { Json } from '../../asl/spec/states.ts';

// All measured on AWS: https://github.com/floci-io/floci/issues/2737, 2026-08.
const tooDeep =
  'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';
const tooLong = 'Expression evaluation timeout: Check for infinite loop';
const tooLarge = 'Expression evaluation memory limit exceeded: Check for excessive memory usage';

const recursion = (levels: number): string => `($f := function($x) { $x <= 0 ? 0 : 1 + $f($x - 1) }; $f(${levels}))`;
const doubling = (times: number): string =>
  `($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p("x", ${times})))`;

describe('depth', () => {
  test.each([
    { shape: '1+1+…', most: 100, make: (levels: number) => `1${'+1'.repeat(levels - 1)}` },
    { shape: '((1))', most: 99, make: (levels: number) => `${'('.repeat(levels)}1${')'.repeat(levels)}` },
    { shape: '[[1]]', most: 99, make: (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}` },
    { shape: '1~>$string', most: 99, make: (levels: number) => `1${'~>$string'.repeat(levels)}` },
    { shape: 'a function that calls itself', most: 31, make: recursion },
  ])('$shape has at most $most levels', async ({ most, make }) => {
    expect(await evaluate(make(most))).toBeDefined();
    expect(await failureOf(make(most + 1))).toBe(tooDeep);
  });

  test('a call in tail position takes no depth', async () => {
    expect(await evaluate('($f := function($n) { $n = 0 ? "done" : $f($n - 1) }; $f(20000))')).toBe('done');
  });

  test('data may be nested deeply', async () => {
    let value: Json = 1;
    for (let level = 0; level < 10_000; level++) value = [value];
    expect(await evaluate('$count($deep)', { deep: value })).toBe(1);
    expect(await evaluate('$deep', { deep: value }).catch((error: unknown) => error)).toBeDefined();
    await expect(evaluate('$string($deep)', { deep: value })).rejects.toMatchObject({ name: 'JsonataFailure' });
  });
});

describe('memory', () => {
  test.each([
    { accepted: '[1..873782] ~> $count()', value: 873_782, refused: '[1..873783] ~> $count()' },
    { accepted: doubling(22), value: 2 ** 22, refused: doubling(23) },
    { accepted: '$count($range(1, 360145, 1))', value: 360_145, refused: '$range(1, 360146, 1)' },
  ])('$accepted is taken, $refused is not', async ({ accepted, value, refused }) => {
    expect(await evaluate(accepted, {})).toBe(value);
    expect(await failureOf(refused)).toBe(tooLarge);
  });

  test.each([
    '$pad("x", 1e9)',
    '$sum([1..200000][$ in [1..20000]])',
    '$replace($pad("", 1e6), " ", $pad("", 1e6))',
    '$map([1..1000], function($i) { [1..800000] })',
    '$reduce([1..1000], function($all, $i) { $append($all, [1..10000]) }, [])',
    '$join($map([1..10000], function($i) { $pad("x", 10000) }))',
  ])('%s ends soon', async (expression) => {
    expect([tooLarge, tooLong]).toContain(await failureOf(expression));
  });
});

describe('time', () => {
  test.each([
    '($f := function($x) { $f($x + 1) }; $f(1))',
    '$map([1..100000], function($i) { $map([1..100000], function($j) { $i * $j }) })',
    '$contains($pad("", 40, "a") & "!", /^(a+)+$/)',
    '$replace($pad("", 40, "a") & "!", /(a|aa)+$/, "")',
    '$match($pad("", 200000), /\\s+x/)',
    '$toMillis($pad("", 60, "1") & "x", "[Y][M][D][H][m][s][f][Y][M][D][H][m][s][f][Y][M][D]")',
  ])('%s is stopped after a second', async (expression) => {
    expect(await failureOf(expression)).toBe(tooLong);
  });

  test('a regular expression that could take long works on a long text', async () => {
    expect(await evaluate('$length($replace($pad("", 20000, "ab "), /(a|b)+\\s*/, "x"))')).toBe(6667);
  });
});

describe('nothing leaks', () => {
  test('evaluations of one expression at once keep to their own variables and time', async () => {
    const parsed = parseJsonata('($y := $x; $map([1..3], function($v) { $string($y + $v) & $string($millis()) }))');
    const results = await Promise.all(
      [0, 1, 2].map((x) => evaluateJsonata(parsed, { x }, { ...ambient, now: 1000 * x })),
    );
    expect(results).toEqual([
      ['10', '20', '30'],
      ['21000', '31000', '41000'],
      ['32000', '42000', '52000'],
    ]);
  });

  test.each([
    '$list[]',
    '$none{"a": 1}',
    '$object ~> |$|{"a": 2}|',
    '$object()',
    '$append($list, 1)',
    '$sort($list)',
    '$object.__proto__.x := 1',
    '{"__proto__": {"polluted": true}}',
    '$merge([$object, {"__proto__": {"polluted": true}}])',
  ])('%s changes neither its input nor a prototype', async (expression) => {
    const bindings = deeplyFrozen<Record<string, Json>>({ list: [[1]], none: [], object: { a: 1 } });
    try {
      await evaluate(expression, bindings);
    } catch (error) {
      expect(error).toMatchObject({ name: expect.stringMatching(/^Jsonata/) as string });
    }
    expect(bindings).toEqual({ list: [[1]], none: [], object: { a: 1 } });
    expect({}).not.toHaveProperty('polluted');
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('%s is an ordinary field', async (name) => {
    const object = JSON.parse(`{"${name}": 1}`) as Json;
    expect(await evaluate(`[$o.${name}, $e.${name}, $lookup($e, "${name}"), $keys($o)]`, { o: object, e: {} })).toEqual(
      [1, name],
    );
    expect(await evaluate(`$${name}`, JSON.parse(`{"${name}": 2}`) as Record<string, Json>)).toBe(2);
    expect(await evaluate(`$${name}`, {})).toBeUndefined();
  });
});
