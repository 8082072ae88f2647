import { jsonata, jsonpath, type DifferentialMachine } from '../machine.ts';

const end = (result: string) => ({ Type: 'Pass', Result: result, End: true });
const says = (output: string) => ({ Type: 'Pass', Output: output, End: true });

/** A Choice with one rule, that says whether it held. */
const holds = (rule: object) =>
  jsonpath({
    Ask: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: end('yes'),
    No: end('no'),
  });

export const choiceMachines: DifferentialMachine[] = [
  {
    name: 'JSONPath: the first rule that holds decides',
    definition: jsonpath({
      Ask: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.size', NumericGreaterThan: 100, Next: 'Large' },
          {
            And: [
              { Variable: '$.size', NumericGreaterThanEquals: 10 },
              { Not: { Variable: '$.kind', StringEquals: 'box' } },
            ],
            Next: 'Middle',
          },
          {
            Or: [
              { Variable: '$.kind', StringEquals: 'bag' },
              { Variable: '$.size', NumericEquals: 10 },
            ],
            Next: 'Bag',
          },
        ],
        Default: 'Small',
      },
      Large: end('large'),
      Middle: end('middle'),
      Bag: end('bag'),
      Small: end('small'),
    }),
    input: { size: 10, kind: 'bag' },
  },
  {
    name: 'JSONPath: a text is never equal to a number',
    definition: holds({ Variable: '$.value', NumericEquals: 42 }),
    input: { value: '42' },
  },
  {
    name: 'JSONPath: no rule holds and there is no Default',
    definition: jsonpath({
      Ask: { Type: 'Choice', Choices: [{ Variable: '$.value', NumericEquals: 1, Next: 'Done' }] },
      Done: { Type: 'Succeed' },
    }),
    input: { value: 2 },
  },
  {
    name: 'JSONPath: a rule about a value that is not there',
    definition: holds({ Variable: '$.value', NumericEquals: 42 }),
  },
  {
    name: 'JSONPath: a value that is not there can be asked for',
    definition: holds({
      And: [{ Variable: '$.value', IsPresent: false }, { Not: { Variable: '$.other', IsPresent: false } }],
    }),
    input: { other: null },
  },
  {
    name: 'JSONPath: stars of StringMatches, one of them escaped',
    definition: holds({ Variable: '$.file', StringMatches: 'log-*\\*.txt' }),
    input: { file: 'log-2026-*.txt' },
  },
  {
    name: 'JSONPath: moments are compared over their offsets',
    definition: holds({ Variable: '$.at', TimestampLessThan: '2026-01-01T12:00:00Z' }),
    input: { at: '2026-01-01T13:30:00+02:00' },
  },
  {
    name: 'JSONPath: a rule compares with another value',
    definition: holds({ Variable: '$.a', StringGreaterThanPath: '$.b' }),
    input: { a: 'b', b: 'a' },
  },
  {
    name: 'JSONPath: what kind of value it is',
    definition: holds({
      And: [
        { Variable: '$.number', IsNumeric: true },
        { Variable: '$.nothing', IsNull: true },
        { Variable: '$.flag', IsBoolean: true },
        { Variable: '$.at', IsTimestamp: true },
        { Variable: '$.text', IsTimestamp: false },
      ],
    }),
    input: { number: 1.5, nothing: null, flag: false, at: '2026-01-01T00:00:00Z', text: '2026-01-01' },
  },
  {
    name: 'JSONata: the Output and the Assign of the rule that holds',
    definition: jsonata({
      Ask: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% $states.input.size > 5 %}',
            Output: { size: '{% $states.input.size * 2 %}' },
            Assign: { from: 'rule' },
            Next: 'Show',
          },
        ],
        Output: 'default',
        Assign: { from: 'state' },
        Default: 'Show',
      },
      Show: says('{% {"from": $from, "input": $states.input} %}'),
    }),
    input: { size: 6 },
  },
  {
    name: 'JSONata: the Output and the Assign of the Default',
    definition: jsonata({
      Ask: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.size > 5 %}', Assign: { from: 'rule' }, Next: 'Show' }],
        Output: 'default',
        Assign: { from: 'state' },
        Default: 'Show',
      },
      Show: says('{% {"from": $from, "input": $states.input} %}'),
    }),
    input: { size: 5 },
  },
  {
    name: 'JSONata: a Condition that is no boolean',
    definition: jsonata({
      Ask: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.size %}', Next: 'Done' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    }),
    input: { size: 5 },
  },
  {
    name: 'JSONata: no rule holds and there is no Default',
    definition: jsonata({
      Ask: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] },
      Done: { Type: 'Succeed' },
    }),
  },
];
