import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import { catching, expectAccepted, expectRefused, jsonata, lambda, only, task } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const conformance = 'tiny-asl-machine, recorded on AWS 2026';
const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const errorsRule = 'https://states-language.net/#errors';

const retrier = (fields: object): object => only(task({ Retry: [{ ErrorEquals: ['E'], ...fields }] }));

const handlers: Refusal[] = [
  {
    what: 'a Retry that is no list',
    definition: only(task({ Retry: {} })),
    at: '/States/S/Retry',
    says: 'Expected value of type Array',
    source: errorsRule,
  },
  {
    what: 'a retrier that is no object',
    definition: only(task({ Retry: ['E'] })),
    at: '/States/S/Retry/0',
    says: 'Expected value of type Object',
    source: errorsRule,
  },
  {
    what: 'no error names',
    definition: retrier({ ErrorEquals: [] }),
    at: '/States/S/Retry/0/ErrorEquals',
    says: 'Value cannot be empty',
    source: measured,
  },
  {
    what: 'an error name that is no text',
    definition: retrier({ ErrorEquals: [1] }),
    at: '/States/S/Retry/0/ErrorEquals/0',
    says: 'Expected value of type String',
    source: errorsRule,
  },
  {
    what: 'error names that are no list',
    definition: retrier({ ErrorEquals: 'E' }),
    at: '/States/S/Retry/0/ErrorEquals',
    says: 'Expected value of type Array',
    source: errorsRule,
  },
  {
    what: 'an unknown field of a retrier',
    definition: retrier({ Delay: 1 }),
    at: '/States/S/Retry/0/Delay',
    says: "Field 'Delay' is not supported",
    source: errorsRule,
  },
  {
    what: 'MaxAttempts -1',
    definition: retrier({ MaxAttempts: -1 }),
    at: '/States/S/Retry/0/MaxAttempts',
    says: 'Minimum value is 0',
    source: measured,
  },
  {
    what: 'MaxAttempts 100000000',
    definition: retrier({ MaxAttempts: 100_000_000 }),
    at: '/States/S/Retry/0/MaxAttempts',
    says: 'Maximum value is 99999999',
    source: measured,
  },
  {
    what: 'BackoffRate 0.9',
    definition: retrier({ BackoffRate: 0.9 }),
    at: '/States/S/Retry/0/BackoffRate',
    says: 'Minimum value is 1',
    source: measured,
  },
  {
    what: 'BackoffRate as text',
    definition: retrier({ BackoffRate: '2' }),
    at: '/States/S/Retry/0/BackoffRate',
    says: 'Expected value of type',
    source: errorsRule,
  },
  {
    what: 'IntervalSeconds -1',
    definition: retrier({ IntervalSeconds: -1 }),
    at: '/States/S/Retry/0/IntervalSeconds',
    says: 'Minimum value is 0',
    source: errorsRule,
  },
  {
    what: 'IntervalSeconds 1.5',
    definition: retrier({ IntervalSeconds: 1.5 }),
    at: '/States/S/Retry/0/IntervalSeconds',
    says: 'Expected value of type Integer',
    source: errorsRule,
  },
  {
    what: 'MaxDelaySeconds 0',
    definition: retrier({ MaxDelaySeconds: 0 }),
    at: '/States/S/Retry/0/MaxDelaySeconds',
    says: 'Minimum value is 1',
    source: measured,
  },
  {
    what: 'MaxDelaySeconds 31622401',
    definition: retrier({ MaxDelaySeconds: 31_622_401 }),
    at: '/States/S/Retry/0/MaxDelaySeconds',
    says: 'Maximum value is 31622400',
    source: measured,
  },
  {
    what: 'another JitterStrategy',
    definition: retrier({ JitterStrategy: 'SOME' }),
    at: '/States/S/Retry/0/JitterStrategy',
    says: 'Value should be one of the following: [NONE, FULL]',
    source: measured,
  },
  {
    what: 'States.ALL beside another in Retry',
    definition: retrier({ ErrorEquals: ['States.ALL', 'E'] }),
    at: '/States/S/Retry/0/ErrorEquals',
    says: 'States.ALL must appear alone and at end of list',
    source: conformance,
  },
  {
    what: 'States.ALL before another in Retry',
    definition: only(task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] })),
    at: '/States/S/Retry/0/ErrorEquals',
    says: 'States.ALL must appear alone and at end of list',
    source: conformance,
  },
  {
    what: 'States.ALL beside another in Catch',
    definition: catching([{ ErrorEquals: ['E', 'States.ALL'], Next: 'T' }]),
    at: '/States/S/Catch/0/ErrorEquals',
    says: 'States.ALL must appear alone and at end of list',
    source: conformance,
  },
  {
    what: 'States.ALL before another in Catch',
    definition: catching([
      { ErrorEquals: ['States.ALL'], Next: 'T' },
      { ErrorEquals: ['E'], Next: 'T' },
    ]),
    at: '/States/S/Catch/0/ErrorEquals',
    says: 'States.ALL must appear alone and at end of list',
    source: conformance,
  },
  {
    what: 'an unknown field of a catcher',
    definition: catching([{ ErrorEquals: ['E'], Next: 'T', End: true }]),
    at: '/States/S/Catch/0/End',
    says: "Field 'End' is not supported",
    source: errorsRule,
  },
  {
    what: 'a catcher of JSONPath with Output',
    definition: catching([{ ErrorEquals: ['E'], Next: 'T', Output: 1 }]),
    at: '/States/S/Catch/0/Output',
    says: "field 'Output' is only supported for the 'JSONata' QueryLanguage",
    source: 'floci#2968, measured 2026-09',
  },
  {
    what: 'a catcher of JSONata with ResultPath',
    definition: catching([{ ErrorEquals: ['E'], Next: 'T', ResultPath: '$.e' }], jsonata),
    at: '/States/S/Catch/0/ResultPath',
    says: "field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage",
    source: 'floci#2968, measured 2026-09',
  },
];

test.each(handlers)('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  { what: 'IntervalSeconds 0', definition: retrier({ IntervalSeconds: 0 }), source: measured },
  { what: 'MaxAttempts 0', definition: retrier({ MaxAttempts: 0 }), source: 'https://states-language.net/#errors' },
  {
    what: 'all of a retrier',
    definition: retrier({
      IntervalSeconds: 2,
      MaxAttempts: 9,
      BackoffRate: 1.5,
      MaxDelaySeconds: 31_622_400,
      JitterStrategy: 'FULL',
    }),
    source: measured,
  },
  {
    what: 'an empty Retry and Catch',
    definition: only(task({ Retry: [], Catch: [] })),
    source: 'localstack#9715, accepted on AWS 2023-11',
  },
  {
    what: 'an unknown States error',
    definition: retrier({ ErrorEquals: ['States.ExecutionLimitExceeded'] }),
    source: errorsRule,
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  {
    what: 'a retrier after one that matches all of its errors',
    state: task({
      Retry: [{ ErrorEquals: ['States.TaskFailed'] }, { ErrorEquals: ['Lambda.TooManyRequestsException'] }],
    }),
    code: 'DEAD_RETRIER',
    at: '/States/S/Retry/1',
  },
  {
    what: 'a retrier that names what two before it name',
    state: task({ Retry: [{ ErrorEquals: ['A'] }, { ErrorEquals: ['B'] }, { ErrorEquals: ['A', 'B'] }] }),
    code: 'DEAD_RETRIER',
    at: '/States/S/Retry/2',
  },
  {
    what: 'an error that Step Functions does not have',
    state: task({ Retry: [{ ErrorEquals: ['States.Tiemout'] }] }),
    code: 'UNKNOWN_ERROR_NAME',
    at: '/States/S/Retry/0/ErrorEquals/0',
  },
  {
    what: 'a delay that cannot grow',
    state: task({ Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] }),
    code: 'DELAY_NEVER_GROWS',
    at: '/States/S/Retry/0/MaxDelaySeconds',
  },
])('$what is doubtful', ({ state, code, at }) => {
  expect(validate(only(state))).toMatchObject([{ severity: 'warning', code, pointer: at }]);
});

test.each([
  [['States.TaskFailed'], ['States.Timeout']],
  [['States.TaskFailed'], ['States.ALL']],
  [['A'], ['A', 'B']],
  [[lambda], ['States.TaskFailed']],
])('after %j a retrier of %j still counts', (first, second) => {
  expect(validate(only(task({ Retry: [{ ErrorEquals: first }, { ErrorEquals: second }] })))).toEqual([]);
});

test('a catcher after one that matches all of its errors is doubtful', () => {
  const definition = catching([
    { ErrorEquals: ['E'], Next: 'T' },
    { ErrorEquals: ['E'], Next: 'T' },
  ]);
  expect(validate(definition)).toMatchObject([{ code: 'DEAD_CATCHER', pointer: '/States/S/Catch/1' }]);
});
