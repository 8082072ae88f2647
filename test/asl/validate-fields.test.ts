import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import {
  branch,
  catching,
  errorsOf,
  expectAccepted,
  expectRefused,
  jsonata,
  map,
  only,
  parallel,
  pass,
  task,
  wait,
  withTarget,
} from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const conformance = 'tiny-asl-machine, recorded on AWS 2026';
const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const waitRecorded = 'localstack test_wait_timestamp_invalid, recorded 2024-12-27';
const taskRule = 'https://states-language.net/#task-state';
const choiceRule = 'https://states-language.net/#choice-state';

const examples: Record<string, unknown> = {
  Pass: pass(),
  Task: task(),
  Wait: wait({ Seconds: 1 }),
  Succeed: { Type: 'Succeed' },
  Fail: { Type: 'Fail' },
  Choice: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'T' }] },
  Parallel: parallel(),
  Map: map(),
};
const values: Record<string, unknown> = {
  TimeoutSeconds: 5,
  HeartbeatSeconds: 5,
  Retry: [{ ErrorEquals: ['E'] }],
  Catch: [{ ErrorEquals: ['E'], Next: 'T' }],
  Assign: { v: 1 },
  ResultSelector: {},
  ResultPath: '$.r',
  Parameters: {},
  Result: 1,
  InputPath: '$',
  Default: 'T',
  Label: 'L',
};

/** Which types have a field. */
const homes: Record<string, string[]> = {
  TimeoutSeconds: ['Task'],
  HeartbeatSeconds: ['Task'],
  Retry: ['Task', 'Parallel', 'Map'],
  Catch: ['Task', 'Parallel', 'Map'],
  Assign: ['Pass', 'Task', 'Wait', 'Choice', 'Parallel', 'Map'],
  ResultSelector: ['Task', 'Parallel', 'Map'],
  ResultPath: ['Pass', 'Task', 'Parallel', 'Map'],
  Parameters: ['Pass', 'Task', 'Parallel', 'Map'],
  Result: ['Pass'],
  InputPath: ['Pass', 'Task', 'Wait', 'Succeed', 'Choice', 'Parallel', 'Map'],
  Default: ['Choice'],
  Label: ['Map'],
};

const matrix = Object.entries(homes).flatMap(([field, types]) =>
  Object.keys(examples).map((type) => ({ field, type, has: types.includes(type) })),
);

// Source: cdk-preflight measured 8 types x 50 fields with ValidateStateMachineDefinition on 2026-09-05.
test.each(matrix)('$type has $field: $has', ({ field, type, has }) => {
  const found = errorsOf(withTarget({ ...(examples[type] as object), [field]: values[field] }));
  const message = `Field '${field}' is not supported`;
  expect(found).toEqual(has ? [] : [expect.objectContaining({ message, pointer: `/States/S/${field}` })]);
});

const missing: Refusal[] = [
  {
    what: 'a Task without Resource',
    definition: only(task({ Resource: undefined })),
    at: '/States/S',
    says: 'These fields are required: [Resource]',
    source: taskRule,
  },
  {
    what: 'a Choice without Choices',
    definition: withTarget({ Type: 'Choice', Default: 'T' }),
    at: '/States/S',
    says: 'These fields are required: [Choices]',
    source: choiceRule,
  },
  {
    what: 'a Parallel without Branches',
    definition: only(parallel({ Branches: undefined })),
    at: '/States/S',
    says: 'These fields are required: [Branches]',
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a Parallel of no branches',
    definition: only(parallel({ Branches: [] })),
    at: '/States/S/Branches',
    says: 'Value cannot be empty',
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a branch without StartAt',
    definition: only(parallel({ Branches: [branch({ StartAt: undefined })] })),
    at: '/States/S/Branches/0',
    says: 'These fields are required: [StartAt]',
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a branch that is no object',
    definition: only(parallel({ Branches: ['x'] })),
    at: '/States/S/Branches/0',
    says: 'Expected value of type Object',
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a branch with a time-out',
    definition: only(parallel({ Branches: [branch({ TimeoutSeconds: 5 })] })),
    at: '/States/S/Branches/0/TimeoutSeconds',
    says: "Field 'TimeoutSeconds' is not supported",
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a rule without Next',
    definition: withTarget({ Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true }], Default: 'T' }),
    at: '/States/S/Choices/0',
    says: 'These fields are required: [Next]',
    source: measured,
  },
  {
    what: 'a catcher without Next',
    definition: only(task({ Catch: [{ ErrorEquals: ['E'] }] })),
    at: '/States/S/Catch/0',
    says: 'These fields are required: [Next]',
    source: measured,
  },
  {
    what: 'a catcher without ErrorEquals',
    definition: catching([{ Next: 'T' }]),
    at: '/States/S/Catch/0',
    says: 'These fields are required: [ErrorEquals]',
    source: measured,
  },
  {
    what: 'a retrier without ErrorEquals',
    definition: only(task({ Retry: [{}] })),
    at: '/States/S/Retry/0',
    says: 'These fields are required: [ErrorEquals]',
    source: measured,
  },
  {
    what: 'a Wait for nothing',
    definition: only(wait({})),
    at: '/States/S',
    says: 'This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]',
    source: conformance,
  },
  {
    what: 'a Wait for two things',
    definition: only(wait({ Seconds: 1, Timestamp: '2025-01-01T00:00:10.000Z' })),
    at: '/States/S',
    says: 'There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]',
    source: conformance,
  },
  ...[
    ['TimeoutSeconds', 5],
    ['HeartbeatSeconds', 5],
  ].map(([field, value]) => ({
    what: `${field} beside ${field}Path`,
    definition: only(task({ [String(field)]: value, [`${field}Path`]: '$.a' })),
    at: '/States/S',
    says: `There should only be one of the following fields: [${field}, ${field}Path]`,
    source: measured,
  })),
  ...['Error', 'Cause'].map((field) => ({
    what: `${field} beside ${field}Path`,
    definition: only({ Type: 'Fail', [field]: 'x', [`${field}Path`]: '$.a' }),
    at: '/States/S',
    says: `There should only be one of the following fields: [${field}, ${field}Path]`,
    source: measured,
  })),
];

const numbers: Refusal[] = [
  {
    what: 'TimeoutSeconds 0',
    definition: only(task({ TimeoutSeconds: 0 })),
    at: '/States/S/TimeoutSeconds',
    says: 'Minimum value is 1',
    source: measured,
  },
  {
    what: 'TimeoutSeconds 100000000',
    definition: only(task({ TimeoutSeconds: 100_000_000 })),
    at: '/States/S/TimeoutSeconds',
    says: 'Maximum value is 99999999',
    source: measured,
  },
  {
    what: 'TimeoutSeconds as text',
    definition: only(task({ TimeoutSeconds: '5' })),
    at: '/States/S/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: measured,
  },
  {
    what: 'TimeoutSeconds as text, in JSONata',
    definition: only(task({ TimeoutSeconds: '5' }), jsonata),
    at: '/States/S/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: measured,
  },
  {
    what: 'an expression in a JSONPath state',
    definition: only(task({ TimeoutSeconds: '{% 5 %}' })),
    at: '/States/S/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: measured,
  },
  {
    what: 'TimeoutSeconds null',
    definition: only(task({ TimeoutSeconds: null })),
    at: '/States/S/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: taskRule,
  },
  {
    what: 'HeartbeatSeconds 0',
    definition: only(task({ HeartbeatSeconds: 0 })),
    at: '/States/S/HeartbeatSeconds',
    says: 'Minimum value is 1',
    source: measured,
  },
  {
    what: 'HeartbeatSeconds not below TimeoutSeconds',
    definition: only(task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 })),
    at: '/States/S/HeartbeatSeconds',
    says: 'must be smaller than TimeoutSeconds (5)',
    source: taskRule,
  },
  {
    what: 'a Wait of -1 seconds',
    definition: only(wait({ Seconds: -1 })),
    at: '/States/S/Seconds',
    says: 'Minimum value is 0',
    source: conformance,
  },
  {
    what: 'a Wait of 1.5 seconds',
    definition: only(wait({ Seconds: 1.5 })),
    at: '/States/S/Seconds',
    says: 'Expected value of type Integer',
    source: conformance,
  },
  {
    what: 'a Wait of 100000000 seconds',
    definition: only(wait({ Seconds: 100_000_000 })),
    at: '/States/S/Seconds',
    says: 'Maximum value is 99999999',
    source: measured,
  },
  ...[
    '2016-12-05 21:29:29Z',
    '2016-12-05T21:29:29',
    '2016-13-05T21:29:29Z',
    '2016-12-05T25:29:29Z',
    '05-12-2016T21:29:29Z',
    '2016-02-30T00:00:00Z',
    '2016-12-05t21:29:29z',
  ].map((timestamp) => ({
    what: `a Wait until ${timestamp}`,
    definition: only(wait({ Timestamp: timestamp })),
    at: '/States/S/Timestamp',
    says: 'String does not match RFC3339 timestamp',
    source: waitRecorded,
  })),
  {
    what: 'a bad literal timestamp in JSONata',
    definition: only(wait({ Timestamp: 'tomorrow' }), jsonata),
    at: '/States/S/Timestamp',
    says: 'String does not match RFC3339 timestamp',
    source: waitRecorded,
  },
  {
    what: 'a timestamp that is a number',
    definition: only(wait({ Timestamp: 5 })),
    at: '/States/S/Timestamp',
    says: 'Expected value of type String',
    source: 'https://states-language.net/#wait-state',
  },
];

test.each([...missing, ...numbers])('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  {
    what: 'computed seconds',
    definition: only(task({ TimeoutSeconds: '{% $states.input.t %}', HeartbeatSeconds: '{% 1 %}' }), jsonata),
    source: 'localstack test_base_task, recorded 2025-07-22',
  },
  {
    what: 'seconds by path, variable and context',
    definition: only(task({ TimeoutSecondsPath: '$.t', HeartbeatSecondsPath: '$h' })),
    source: taskRule,
  },
  { what: 'a Wait of 0 seconds', definition: only(wait({ Seconds: 0 })), source: measured },
  {
    what: 'a timestamp with an offset',
    definition: only(wait({ Timestamp: '2016-03-14T01:59:00.123+01:00' })),
    source: 'https://states-language.net/#timestamps',
  },
  {
    what: 'a computed timestamp',
    definition: only(wait({ Timestamp: '{% $now() %}' }), jsonata),
    source: 'localstack test_wait_timestamp_jsonata, recorded 2024-12-27',
  },
  {
    what: 'a Fail of nothing',
    definition: only({ Type: 'Fail' }),
    source: 'localstack test_map_state_catch_empty_fail, recorded 2023-08-08',
  },
  {
    what: 'a Fail with intrinsic paths',
    definition: only({ Type: 'Fail', ErrorPath: "States.Format('{}', $.a)", CausePath: '$$.Execution.Id' }),
    source: 'localstack context_object_error_cause_path, recorded 2024',
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  {
    what: 'a Cause that looks like a path',
    state: { Type: 'Fail', Cause: '$.error.Cause' },
    code: 'NO_PATH',
    at: '/States/S/Cause',
  },
])('$what is doubtful', ({ state, code, at }) => {
  expect(validate(only(state))).toMatchObject([{ severity: 'warning', code, pointer: at }]);
});
