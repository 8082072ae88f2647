import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChoiceRule, ChoiceTest, Json, JsonObject, State } from '../../../asl/spec/states.ts';
import { machineOf, run } from './run.ts';

/** A rule without the language that it is written in. `operand` names another variable or is a value. */
type Rule =
  | { kind: 'and'; rules: Rule[] }
  | { kind: 'or'; rules: Rule[] }
  | { kind: 'not'; rule: Rule }
  | { kind: 'is'; variable: string; type: IsType; expected: boolean }
  | { kind: 'compare'; variable: string; type: ComparedType; relation: Relation; operand: Operand };
type Operand = { variable: string } | { value: Json };
type IsType = 'Boolean' | 'Null' | 'Numeric' | 'Present' | 'String' | 'Timestamp';
type ComparedType = 'Boolean' | 'Numeric' | 'String' | 'Timestamp';
type Relation = 'Equals' | 'GreaterThan' | 'GreaterThanEquals' | 'LessThan' | 'LessThanEquals';

const moments = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T01:00:00+01:00',
  '2025-12-31T23:59:59.999Z',
  '2026-03-01T12:00:00Z',
];
const values: Record<ComparedType, Json[]> = {
  Boolean: [true, false],
  Numeric: [0, -1, 1, 1.5, 1e21, 1e-7],
  String: ['', 'a', 'B', 'b', 'ab', '10', '9', 'é', '😀', '\uffff'],
  Timestamp: moments,
};
const relations: Relation[] = ['Equals', 'GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'];
const names = ['a', 'b', 'c', 'd', 'missing'];

const inputs: fc.Arbitrary<JsonObject> = fc.record(
  Object.fromEntries(
    names
      .slice(0, -1)
      .map((name) => [
        name,
        fc.constantFrom(...Object.values(values).flat(), null, [], {}, ['a'], '2026-02-30T00:00:00Z'),
      ]),
  ),
);

const rulesOf = ({ types, isTypes, present }: { types: ComparedType[]; isTypes: IsType[]; present: boolean }) => {
  const variable = fc.constantFrom(...(present ? names.slice(0, -1) : [...names, ...names.slice(0, -1)]));
  const is = fc.record({
    kind: fc.constant('is' as const),
    variable: fc.constantFrom(...names),
    type: fc.constantFrom(...isTypes),
    expected: fc.boolean(),
  });
  const compare = fc.constantFrom(...types).chain((type) =>
    fc.record({
      kind: fc.constant('compare' as const),
      variable,
      type: fc.constant(type),
      relation: fc.constantFrom(...(type === 'Boolean' ? (['Equals'] as const) : relations)),
      operand: fc.oneof(
        variable.map((name) => ({ variable: name })),
        fc.constantFrom(...values[type]).map((value) => ({ value })),
      ),
    }),
  );
  return fc.letrec<{ rule: Rule }>((tie) => {
    const several = fc.array(tie('rule'), { minLength: 1, maxLength: 3 });
    return {
      rule: fc.oneof(
        { maxDepth: 4 },
        { weight: 1, arbitrary: is },
        { weight: 2, arbitrary: compare },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('and' as const), rules: several }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('or' as const), rules: several }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }) },
      ),
    };
  }).rule;
};

class Missing extends Error {}

/** The direct evaluation; what is not there fails the comparison, and the state with it. */
function evaluate(rule: Rule, input: JsonObject): boolean {
  if (rule.kind === 'and') return rule.rules.every((part) => evaluate(part, input));
  if (rule.kind === 'or') return rule.rules.some((part) => evaluate(part, input));
  if (rule.kind === 'not') return !evaluate(rule.rule, input);
  if (rule.kind === 'is') return isOf(rule.type, rule.variable, input) === rule.expected;
  const left = comparable(rule.type, valueOf(rule.variable, input));
  const right = comparable(
    rule.type,
    'value' in rule.operand ? rule.operand.value : valueOf(rule.operand.variable, input),
  );
  if (left === undefined || right === undefined) return false;
  const order = left === right ? 0 : left < right ? -1 : 1;
  return {
    Equals: order === 0,
    GreaterThan: order > 0,
    GreaterThanEquals: order >= 0,
    LessThan: order < 0,
    LessThanEquals: order <= 0,
  }[rule.relation];
}

function valueOf(name: string, input: JsonObject): Json {
  const value = input[name];
  if (value === undefined) throw new Missing(name);
  return value;
}

function isOf(type: IsType, name: string, input: JsonObject): boolean {
  if (type === 'Present') return name in input;
  const value = valueOf(name, input);
  if (type === 'Null') return value === null;
  if (type === 'Timestamp') return comparable('Timestamp', value) !== undefined;
  return typeof value === { Boolean: 'boolean', Numeric: 'number', String: 'string' }[type];
}

/** In these inputs a text is a timestamp just when it is one of the moments. */
function comparable(type: ComparedType, value: Json): boolean | number | string | undefined {
  if (type === 'Timestamp') return moments.includes(value as string) ? Date.parse(value as string) : undefined;
  const wanted = { Boolean: 'boolean', Numeric: 'number', String: 'string' }[type];
  return typeof value === wanted ? (value as boolean | number | string) : undefined;
}

function testOf(rule: Rule): ChoiceTest {
  if (rule.kind === 'and') return { And: rule.rules.map(testOf) };
  if (rule.kind === 'or') return { Or: rule.rules.map(testOf) };
  if (rule.kind === 'not') return { Not: testOf(rule.rule) };
  const Variable = `$.${rule.variable}`;
  if (rule.kind === 'is') return { Variable, [`Is${rule.type}`]: rule.expected };
  const operator = `${rule.type}${rule.relation}`;
  return 'value' in rule.operand
    ? { Variable, [operator]: rule.operand.value }
    : { Variable, [`${operator}Path`]: `$.${rule.operand.variable}` };
}

/** JSONata fails where types differ, so an expression for the same rule looks at them first. */
function expressionOf(rule: Rule): string {
  if (rule.kind === 'and' || rule.kind === 'or') return `(${rule.rules.map(expressionOf).join(` ${rule.kind} `)})`;
  if (rule.kind === 'not') return `$not(${expressionOf(rule.rule)})`;
  const left = `$states.input.${rule.variable}`;
  if (rule.kind === 'is') {
    const holds = rule.type === 'Present' ? `$exists(${left})` : `$type(${left}) = '${jsonataType(rule.type)}'`;
    return `((${holds}) = ${rule.expected})`;
  }
  const right = 'value' in rule.operand ? JSON.stringify(rule.operand.value) : `$states.input.${rule.operand.variable}`;
  const type = jsonataType(rule.type);
  const sign = { Equals: '=', GreaterThan: '>', GreaterThanEquals: '>=', LessThan: '<', LessThanEquals: '<=' }[
    rule.relation
  ];
  return `($type(${left}) = '${type}' and $type(${right}) = '${type}' ? ${left} ${sign} ${right} : false)`;
}

function jsonataType(type: string): string {
  return { Numeric: 'number' }[type] ?? type.toLowerCase();
}

/** A Choice of the rules; the output is the index of the one that was taken, -1 for the Default. */
const choice = (rules: ChoiceRule[], QueryLanguage: 'JSONPath' | 'JSONata') =>
  machineOf({
    Choose: { Type: 'Choice', QueryLanguage, Choices: rules, Default: 'R-1' },
    ...Object.fromEntries(
      [-1, ...rules.keys()].map((index): [string, State] => [`R${index}`, { Type: 'Pass', Result: index, End: true }]),
    ),
  });

const numbered = (parts: object[]): ChoiceRule[] =>
  parts.map((part, index) => ({ ...part, Next: `R${index}` }) as ChoiceRule);

function expectedIndex(rules: Rule[], input: JsonObject): number | 'failed' {
  try {
    return rules.findIndex((rule) => evaluate(rule, input));
  } catch (error) {
    if (error instanceof Missing) return 'failed';
    throw error;
  }
}

test('a Choice of JSONPath takes the first rule that holds, and fails on what is not there', async () => {
  const all = rulesOf({
    types: ['Boolean', 'Numeric', 'String', 'Timestamp'],
    isTypes: ['Boolean', 'Null', 'Numeric', 'Present', 'String', 'Timestamp'],
    present: false,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(all, { minLength: 1, maxLength: 3 }), inputs, async (rules, input) => {
      const { output, error } = await run(choice(numbered(rules.map(testOf)), 'JSONPath'), { input });
      const expected = expectedIndex(rules, input);
      if (expected === 'failed') expect(error).toBe('States.Runtime');
      else expect(output).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

test('both languages take the same rule', async () => {
  const common = rulesOf({
    types: ['Boolean', 'Numeric', 'String'],
    isTypes: ['Boolean', 'Numeric', 'Present', 'String'],
    present: true,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(common, { minLength: 1, maxLength: 3 }), inputs, async (rules, input) => {
      const expected = expectedIndex(rules, input);
      fc.pre(expected !== 'failed');
      const conditions = rules.map((rule) => ({ Condition: `{% ${expressionOf(rule)} %}` }));
      const { output } = await run(choice(numbered(conditions), 'JSONata'), { input });
      const paths = await run(choice(numbered(rules.map(testOf)), 'JSONPath'), { input });
      expect([output, paths.output]).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
});

const alphabet = fc.constantFrom('a', 'b', '*', '\\', '\\*', '\\\\', '😀');
const patterns = fc.array(alphabet, { maxLength: 7 }).map((parts) => parts.join(''));

/** By trying every split, without a regular expression. */
function matches(value: string, pattern: string): boolean {
  if (pattern === '') return value === '';
  if (pattern.startsWith('*'))
    return [...Array(value.length + 1).keys()].some((length) => matches(value.slice(length), pattern.slice(1)));
  const escaped = pattern.startsWith('\\') && pattern.length > 1;
  const char = escaped ? pattern.charAt(1) : pattern.charAt(0);
  return value.startsWith(char) && matches(value.slice(1), pattern.slice(escaped ? 2 : 1));
}

test('StringMatches: * is any characters, and a backslash takes the next character as it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', '*', '\\', '😀'), { maxLength: 6 }),
      patterns,
      async (parts, pattern) => {
        const value = parts.join('');
        const machine = choice(numbered([{ Variable: '$.v', StringMatches: pattern }]), 'JSONPath');
        const { output } = await run(machine, { input: { v: value } });
        expect(output).toBe(matches(value, pattern) ? 0 : -1);
      },
    ),
    { numRuns: 200 },
  );
});
