import { describe, expect, test } from 'vitest';
import {
  expressionIn,
  isExpression,
  JsonataSyntaxError,
  parseJsonata,
  topLevelReferencesOf,
  variablesOf,
} from '../../asl/spec/jsonata.ts';

test.each([
  { text: '{% $x %}', is: true },
  { text: '{%$x%}', is: true },
  { text: ' {% $x %}', is: false },
  { text: '{% $x %} ', is: false },
  { text: '{% $x', is: false },
  { text: '$x %}', is: false },
  { text: '{%}', is: false },
  { text: '', is: false },
])('"$text" is an expression: $is', ({ text, is }) => {
  expect(isExpression(text)).toBe(is);
});

test('the expression is what stands inside, trimmed', () => {
  expect(expressionIn('{%\n  $x + 1\t%}')).toBe('$x + 1');
});

describe('syntax errors', () => {
  // Messages: https://github.com/floci-io/floci/issues/2745, measured on AWS 2026-08.
  test.each([
    { source: 'a[1,2)', code: 'S0202', position: 4, message: 'Expected "]", got ","' },
    {
      source: '"unterminated',
      code: 'S0101',
      position: 13,
      message: 'String literal must be terminated by a matching quote',
    },
    { source: '1 +', code: 'S0207', position: 3, message: 'Unexpected end of expression' },
    { source: '{"a":}', code: 'S0211', position: 6, message: 'The symbol "}" cannot be used as a unary operator' },
    { source: '$x :=', code: 'S0207', position: 5, message: 'Unexpected end of expression' },
    { source: '$match("a", /abc', code: 'S0302', position: 16, message: 'No terminating / in regular expression' },
    { source: '$a ?? 1', code: 'S0211', position: 5, message: 'The symbol "?" cannot be used as a unary operator' },
    { source: '$a ?: 1', code: 'S0211', position: 5, message: 'The symbol ":" cannot be used as a unary operator' },
    { source: "'it\\'s'", code: 'S0103', position: 4, message: 'Unsupported escape sequence: \\"\'"' },
    { source: '', code: 'S0207', position: 0, message: 'Unexpected end of expression' },
  ])('$source: $message', ({ source, code, position, message }) => {
    expect(() => parseJsonata(source)).toThrow(JsonataSyntaxError);
    expect(() => parseJsonata(source)).toThrow(expect.objectContaining({ code, position, message }));
  });

  test.each([
    { what: 'parentheses', source: `${'('.repeat(10_000)}1${')'.repeat(10_000)}` },
    { what: 'open brackets', source: '['.repeat(50_000) },
    { what: 'terms', source: `1${'+1'.repeat(100_000)}` },
    { what: 'steps with filters', source: `$x${'[$y'.repeat(5000)}${']'.repeat(5000)}` },
    { what: 'a broken regular expression', source: '/[b-a]/' },
  ])('$what are refused without a crash', ({ source }) => {
    expect(() => parseJsonata(source)).toThrow(JsonataSyntaxError);
  });
});

test.each([
  { source: '$a + $states.input.b', variables: ['a', 'states'] },
  { source: '($a := 1; $a + $b)', variables: ['b'] },
  { source: '($a := $a; $a)', variables: ['a'] },
  { source: '(($a := 1); $a)', variables: ['a'] },
  { source: '($f := function($n) { $f($n - $step) }; $f(1))', variables: ['step'] },
  { source: '$map($list, function($v, $i) { $v * $i })', variables: ['map', 'list'] },
  { source: '$list@$l.items#$i[$i = $l.at]', variables: ['list'] },
  { source: '$substring(?, $from)', variables: ['substring', 'from'] },
  { source: '$list^(>$key).{"k": $value}', variables: ['list', 'key', 'value'] },
  { source: '$', variables: [] },
])('$source reads $variables', ({ source, variables }) => {
  expect([...variablesOf(parseJsonata(source))]).toEqual(variables);
});

// https://github.com/floci-io/floci/issues/2670, measured on AWS 2026-08.
test.each([
  { source: 'phone', names: ['phone'] },
  { source: 'account.name & $x', names: ['account'] },
  { source: '$exists(foo) ? $.a : **', names: ['foo', '$', '**'] },
  { source: '$x.a[b = c].(d & $)', names: [] },
  { source: '$x{name: $sum(price)}', names: [] },
  { source: '$x^(>age)', names: [] },
  { source: '$x ~> |a|{"b": c}|', names: [] },
  { source: '$x.a[$$.b]', names: ['$$'] },
  { source: '$map($x, function($v) { v })', names: ['v'] },
  { source: '{"a": b}', names: ['b'] },
])('$source refers to $names without a context', ({ source, names }) => {
  expect([...topLevelReferencesOf(parseJsonata(source))]).toEqual(names);
});
