import { describe, expect, test } from 'vitest';
import { evaluate, failureOf } from './jsonata-evaluation.ts';

const sfnx = 'https://github.com/iwamot/sfnx/blob/main/docs/design.md, measured 2026-09';
const floci = (issue: number): string => `https://github.com/floci-io/floci/issues/${issue}, TestState 2026-08`;
const localstack = (test: string): string => `localstack tests/aws/services/stepfunctions/v2: ${test}`;
const language = 'https://docs.jsonata.org/';

describe('failures', () => {
  test.each([
    { expression: '$count([1])', failure: 'T1006: Attempted to invoke a non-function', source: sfnx },
    { expression: '$eval("1+1")', failure: 'T1006: Attempted to invoke a non-function', source: floci(2737) },
    {
      expression: '$randomSeeded(1)',
      failure: 'T1006: Attempted to invoke a non-function',
      source: localstack('test_math_random_seeded'),
    },
    {
      expression: 'sum([1])',
      failure: 'T1005: Attempted to invoke a non-function. Did you mean $sum?',
      source: language,
    },
    { expression: '1/0 + 1', failure: 'D1001: Number out of range: "Infinity"', source: sfnx },
    {
      expression: '$sum(["a"])',
      failure: 'T0412: Argument 1 of function "sum" must be an array of "numbers"',
      source: floci(2668),
    },
    {
      expression: '$abs("a")',
      failure: 'T0410: Argument 1 of function "abs" does not match function signature',
      source: floci(2736),
    },
    {
      expression: '1 < "a"',
      failure: 'T2009: The values 1 and "a" either side of operator "<" must be of the same data type',
      source: language,
    },
    {
      expression: '{} < 1',
      failure: 'T2010: The expressions either side of operator "<" must evaluate to numeric or string values',
      source: language,
    },
    {
      expression: '1 + {}',
      failure: 'T2002: The right side of the "+" operator must evaluate to a number',
      source: floci(2687),
    },
    {
      expression: '$sqrt(-1)',
      failure: 'D3060: The sqrt function cannot be applied to a negative number: -1',
      source: floci(2687),
    },
    { expression: '$error("boom")', failure: 'D3137: boom', source: floci(2687) },
    { expression: '$assert(false, "boom")', failure: 'D3141: boom', source: floci(2687) },
    {
      expression: '$split("a", "b", -1)',
      failure: 'D3020: Third argument of split function must evaluate to a positive number',
      source: floci(2687),
    },
    {
      expression: '$replace("a", "", "b")',
      failure: 'D3010: Second argument of replace function cannot be an empty string',
      source: sfnx,
    },
    {
      expression: '$single([1, 2], function($x) { true })',
      failure: 'D3138: The $single() function expected exactly 1 matching result.  Instead it matched more.',
      source: floci(2687),
    },
    {
      expression: '$formatNumber(1, "x")',
      failure:
        'D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character',
      source: floci(2737),
    },
    {
      expression: '$sort([1, "a"])',
      failure:
        'D3070: The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function',
      source: sfnx,
    },
    { expression: '$parse(\'{"a": 1, "a": 2}\')', failure: 'D3137: Invalid JSON', source: floci(2676) },
    { expression: '$parse("1e400")', failure: 'D3137: Invalid JSON', source: floci(2676) },
    { expression: '$parse("NaN")', failure: 'D3137: Invalid JSON', source: sfnx },
    {
      expression: '$parse(null)',
      failure: 'T0410: Argument 1 of function "parse" does not match function signature',
      source: floci(2687),
    },
    {
      expression: '$hash("a", "md5")',
      failure: "D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5",
      source: floci(2676),
    },
    {
      expression: '$hash("a", $nothing)',
      failure: "D3137: Hash algorithm 'null' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5",
      source: sfnx,
    },
    {
      expression: '$partition([1], -1)',
      failure: 'D3137: Second argument must be zero or greater',
      source: floci(2676),
    },
    {
      expression: '$partition("a", 1)',
      failure: 'T0412: Argument 1 of function "partition" must be an array of undefined',
      source: floci(2676),
    },
    {
      expression: '$range(1)',
      failure: 'T0410: Argument 2 of function "range" does not match function signature',
      source: floci(2676),
    },
    {
      expression: '$uuid(1)',
      failure: 'T0410: Argument 1 of function "uuid" does not match function signature',
      source: floci(2676),
    },
    {
      expression: '$decodeUrlComponent("%zz")',
      failure: 'D3140: Malformed URL passed to $decodeUrlComponent(): "%zz"',
      source: sfnx,
    },
    {
      expression: '$match("bbb", /a*/)',
      failure: 'D1004: Regular expression matches zero length string',
      source: language,
    },
  ])('$expression fails: $failure', async ({ expression, failure }) => {
    expect(await failureOf(expression)).toBe(failure);
  });

  test.each([
    {
      expression: '$fn := function($x) { $x }',
      code: 'unsupported',
      source: localstack('test_map_state_items_eval_jsonata_fail'),
    },
    { expression: '{"a": [$sum]}', code: 'unsupported', source: 'as a function on its own' },
    { expression: '$base64decode("!!!")', code: 'internal', source: floci(2736) },
    { expression: '$substring("a😀b", 1)', code: 'internal', source: sfnx },
    { expression: '$sqrt(-1)', code: 'D3060', source: language },
  ])('$expression fails with code $code', async ({ expression, code }) => {
    await expect(evaluate(expression)).rejects.toMatchObject({ name: 'JsonataFailure', code });
  });

  test('a failure tells its place in the source', async () => {
    await expect(evaluate('1 + $abs("a")')).rejects.toMatchObject({ position: 9 });
  });
});
