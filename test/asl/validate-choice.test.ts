import { expect, test } from 'vitest';
import { choice, errorsOf, expectAccepted, expectRefused, jsonata, withTarget } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const conformance = 'tiny-asl-machine, recorded on AWS 2026';
const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const choiceRule = 'https://states-language.net/#choice-state';

const toT = (rule: object): object => choice({ ...rule, Next: 'T' });

const rules: Refusal[] = [
  {
    what: 'no rules',
    definition: withTarget({ Type: 'Choice', Choices: [], Default: 'T' }),
    at: '/States/S/Choices',
    says: 'Value cannot be empty',
    source: conformance,
  },
  {
    what: 'a rule without operator',
    definition: toT({ Variable: '$.a' }),
    at: '/States/S/Choices/0',
    says: 'This object should have only one of the following fields: [',
    source: conformance,
  },
  {
    what: 'a rule with two operators',
    definition: toT({ Variable: '$.a', StringEquals: '1', NumericGreaterThan: 0 }),
    at: '/States/S/Choices/0',
    says: 'There should only be one of the following fields: [',
    source: conformance,
  },
  {
    what: 'an empty Or under Not',
    definition: toT({ Not: { Or: [] } }),
    at: '/States/S/Choices/0/Not/Or',
    says: 'Value cannot be empty',
    source: conformance,
  },
  {
    what: 'an empty And',
    definition: toT({ And: [] }),
    at: '/States/S/Choices/0/And',
    says: 'Value cannot be empty',
    source: choiceRule,
  },
  {
    what: 'a Not of a list',
    definition: toT({ Not: [] }),
    at: '/States/S/Choices/0/Not',
    says: 'Expected value of type Object',
    source: choiceRule,
  },
  {
    what: 'a rule of nothing',
    definition: toT({}),
    at: '/States/S/Choices/0',
    says: 'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]',
    source: measured,
  },
  {
    what: 'And beside Or',
    definition: toT({ And: [{ Variable: '$.a', IsNull: true }], Or: [{ Variable: '$.a', IsNull: true }] }),
    at: '/States/S/Choices/0',
    says: 'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]',
    source: measured,
  },
  {
    what: 'And beside an operator',
    definition: toT({ And: [{ Variable: '$.a', IsNull: true }], IsNull: true }),
    at: '/States/S/Choices/0/IsNull',
    says: "Field 'IsNull' is not supported without Variable",
    source: choiceRule,
  },
  {
    what: 'a Next in a nested rule',
    definition: toT({ Not: { Variable: '$.a', IsNull: true, Next: 'T' } }),
    at: '/States/S/Choices/0/Not/Next',
    says: "Field 'Next' is not supported",
    source: measured,
  },
  {
    what: 'an Assign in a nested rule',
    definition: toT({ And: [{ Variable: '$.a', IsNull: true, Assign: {} }] }),
    at: '/States/S/Choices/0/And/0/Assign',
    says: "Field 'Assign' is not supported",
    source: choiceRule,
  },
  {
    what: 'an unknown operator',
    definition: toT({ Variable: '$.a', IsNull: true, StringContains: 'x' }),
    at: '/States/S/Choices/0/StringContains',
    says: "Field 'StringContains' is not supported",
    source: choiceRule,
  },
  {
    what: 'a Variable that is no path',
    definition: toT({ Variable: 'status', StringEquals: 'READY' }),
    at: '/States/S/Choices/0/Variable',
    says: "Value is not a Reference Path: Reference path didn't start with '$'",
    source: conformance,
  },
  {
    what: 'an intrinsic function as Variable',
    definition: toT({ Variable: 'States.ArrayLength($.a)', NumericEquals: 0 }),
    at: '/States/S/Choices/0/Variable',
    says: "Value is not a Reference Path: Reference path didn't start with '$'",
    source: 'Terraform deployment, 2024-11',
  },
  {
    what: 'a compared path that is none',
    definition: toT({ Variable: '$.a', StringEqualsPath: 'b' }),
    at: '/States/S/Choices/0/StringEqualsPath',
    says: "Value is not a Reference Path: Reference path didn't start with '$'",
    source: measured,
  },
  {
    what: 'a number for StringEquals',
    definition: toT({ Variable: '$.a', StringEquals: 1 }),
    at: '/States/S/Choices/0/StringEquals',
    says: 'Expected value of type String',
    source: choiceRule,
  },
  {
    what: 'a text for NumericEquals',
    definition: toT({ Variable: '$.a', NumericEquals: '1' }),
    at: '/States/S/Choices/0/NumericEquals',
    says: 'Expected value of type Number',
    source: choiceRule,
  },
  {
    what: 'a text for BooleanEquals',
    definition: toT({ Variable: '$.a', BooleanEquals: 'true' }),
    at: '/States/S/Choices/0/BooleanEquals',
    says: 'Expected value of type Boolean',
    source: choiceRule,
  },
  {
    what: 'a text for IsPresent',
    definition: toT({ Variable: '$.a', IsPresent: 'true' }),
    at: '/States/S/Choices/0/IsPresent',
    says: 'Expected value of type Boolean',
    source: choiceRule,
  },
  {
    what: 'a day for TimestampLessThan',
    definition: toT({ Variable: '$.a', TimestampLessThan: '2024-01-01' }),
    at: '/States/S/Choices/0/TimestampLessThan',
    says: 'String does not match RFC3339 timestamp',
    source: choiceRule,
  },
  {
    what: 'a rule that is no object',
    definition: withTarget({ Type: 'Choice', Choices: [1], Default: 'T' }),
    at: '/States/S/Choices/0',
    says: 'Expected value of type Object',
    source: choiceRule,
  },
  {
    what: 'a Condition that is plain text',
    definition: choice({ Condition: 'true', Next: 'T' }, {}, jsonata),
    at: '/States/S/Choices/0/Condition',
    says: 'JSONata string must start with {% and end with %}',
    source: measured,
  },
  {
    what: 'a Condition that is a number',
    definition: choice({ Condition: 1, Next: 'T' }, {}, jsonata),
    at: '/States/S/Choices/0/Condition',
    says: 'Expected value of type String',
    source: choiceRule,
  },
];

test.each(rules)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  { what: 'a Choice without Default', definition: toT({ Variable: '$.a', IsNull: false }), source: conformance },
  {
    what: 'a Variable of the context and one assigned',
    definition: toT({
      And: [
        { Variable: '$$.Execution.Name', IsString: true },
        { Variable: '$v', IsString: true },
      ],
    }),
    source: 'localstack context_object_variable, recorded 2024',
  },
  {
    what: 'a computed Condition with Output and Assign',
    definition: choice({ Condition: '{% $states.input.a = 1 %}', Output: 1, Assign: { v: 1 }, Next: 'T' }, {}, jsonata),
    source: 'localstack test_output_in_choice, recorded 2024-12-27',
  },
  {
    what: 'a Condition that is a boolean',
    definition: choice({ Condition: true, Next: 'T' }, {}, jsonata),
    source: choiceRule,
  },
  {
    what: 'all kinds of operands',
    definition: toT({
      Or: [
        { Variable: '$.a', NumericLessThanEquals: 1.5 },
        { Variable: '$.a', StringMatches: 'a*' },
        { Variable: '$.a', TimestampGreaterThan: '2016-03-14T01:59:00Z' },
        { Variable: '$.a', BooleanEqualsPath: '$.b' },
      ],
    }),
    source: choiceRule,
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test('a Condition in a JSONPath state is refused', () => {
  const found = errorsOf(choice({ Condition: true, Next: 'T' }));
  expect(found).toMatchObject([{ pointer: '/States/S/Choices/0/Condition' }]);
  expect(found[0]?.message).toContain("field 'Condition' is only supported for the 'JSONata' QueryLanguage");
});
