import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import {
  branch,
  choice,
  distributed,
  expectAccepted,
  expectRefused,
  jsonata,
  map,
  only,
  parallel,
  pass,
  task,
} from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const scopes = 'tiny-asl-machine Feature.JsonataScopeSource, recorded on AWS 2026';
const assignRule = 'https://states-language.net/#assign';
const assignRecorded = 'localstack test_assign_base, recorded 2024-11-04';

const inner = (fields: object): object => branch({ States: { Inner: pass(fields as Record<string, unknown>) } });
const rule = { Variable: '$.a', IsPresent: true };
const outerX = { Assign: { x: 1 }, End: undefined, Next: 'M' };

const variables: Refusal[] = [
  {
    what: 'a variable named states',
    definition: only(pass({ Assign: { states: 1 } })),
    at: '/States/S/Assign/states',
    says: "Cannot assign to reserved variable '$states'.",
    code: 'RESERVED_VARIABLE_NAME',
    source: measured,
  },
  ...['_x', '1x', 'a-b', '', 'a b', '😀'].map((name) => ({
    what: `a variable named '${name}'`,
    definition: only(pass({ Assign: { [name]: 1 } })),
    at: `/States/S/Assign/${name}`,
    says: `Invalid variable name '${name}': the variable name contains invalid characters.`,
    code: 'INVALID_VARIABLE_NAME',
    source: measured,
  })),
  {
    what: 'a variable named x.$ in JSONata',
    definition: only(pass({ Assign: { 'x.$': 1 } }), jsonata),
    at: '/States/S/Assign/x.$',
    says: 'the variable name contains invalid characters',
    code: 'INVALID_VARIABLE_NAME',
    source: measured,
  },
  {
    what: 'a name of 81 characters',
    definition: only(pass({ Assign: { ['x'.repeat(81)]: 1 } })),
    at: `/States/S/Assign/${'x'.repeat(81)}`,
    says: 'exceeds the 80-character limit',
    code: 'INVALID_VARIABLE_NAME',
    source: assignRule,
  },
  {
    what: 'an Assign that is no object',
    definition: only(pass({ Assign: [] })),
    at: '/States/S/Assign',
    says: 'Expected value of type Object',
    source: assignRule,
  },
  {
    what: 'an Assign that is an expression',
    definition: only(pass({ Assign: '{% {} %}' }), jsonata),
    at: '/States/S/Assign',
    says: 'Expected value of type Object',
    source: assignRule,
  },
  ...[
    {
      what: 'a processor',
      state: map({ ItemProcessor: inner({ Assign: { x: 2 } }) }),
      at: '/States/M/ItemProcessor/States/Inner/Assign/x',
    },
    {
      what: 'a branch',
      state: parallel({ Branches: [inner({ Assign: { 'x.$': '$.a' } })] }),
      at: '/States/M/Branches/0/States/Inner/Assign/x.$',
    },
    {
      what: 'a processor of a processor',
      state: map({
        ItemProcessor: branch({
          States: { Inner: map({ ItemProcessor: { StartAt: 'I2', States: { I2: pass({ Assign: { x: 2 } }) } } }) },
        }),
      }),
      at: '/States/M/ItemProcessor/States/Inner/ItemProcessor/States/I2/Assign/x',
    },
    {
      what: 'a processor of a distributed Map',
      state: distributed({}, { States: { Inner: pass({ Assign: { x: 2 } }) } }),
      at: '/States/M/ItemProcessor/States/Inner/Assign/x',
    },
  ].map(({ what, state, at }) => ({
    what: `an outer variable that ${what} assigns`,
    definition: { StartAt: 'S', States: { S: pass(outerX), M: state } },
    at,
    says: "The variable name 'x' was already defined in a parent scope.",
    code: 'DUPLICATE_VARIABLE_NAME',
    source: scopes,
  })),
];

test.each(variables)('AWS refuses $what', expectRefused);

const output = (expression: unknown, fields: object = {}): object =>
  only(pass({ Output: expression, ...fields }), jsonata);

const measuredScopes = 'iwamot/sfnx docs/design.md, States (measured 09-2026)';

const accepted: Acceptance[] = [
  {
    what: 'a variable of a branch that only the catcher around it assigns',
    definition: {
      StartAt: 'S',
      States: {
        S: parallel({
          Branches: [inner({ Assign: { x: 1 } })],
          Catch: [{ ErrorEquals: ['E'], Next: 'T', Assign: { x: 2 } }],
        }),
        T: pass(),
      },
    },
    source: measuredScopes,
  },
  {
    what: 'a variable of a branch that the state around it assigns as it is left',
    definition: only(parallel({ Branches: [inner({ Assign: { x: 1 } })], Assign: { x: 2 } })),
    source: measuredScopes,
  },
  ...[
    {
      what: 'another rule',
      first: {
        Type: 'Choice',
        Choices: [
          { ...rule, Next: 'M' },
          { ...rule, Next: 'T', Assign: { x: 1 } },
        ],
      },
    },
    {
      what: 'only the Default',
      first: { Type: 'Choice', Choices: [{ ...rule, Next: 'M' }], Default: 'T', Assign: { x: 1 } },
    },
    {
      what: 'a task that went well',
      first: task({ End: undefined, Next: 'T', Assign: { x: 1 }, Catch: [{ ErrorEquals: ['E'], Next: 'M' }] }),
    },
  ].map(({ what, first }) => ({
    what: `a variable of a branch that ${what} assigns on another way`,
    definition: {
      StartAt: 'S',
      States: { S: first, M: parallel({ Branches: [inner({ Assign: { x: 1 } })] }), T: pass() },
    },
    source: measuredScopes,
  })),
  { what: 'an empty Assign', definition: only(pass({ Assign: {} })), source: assignRecorded },
  {
    what: 'names of other scripts and of built-in functions',
    definition: only(pass({ Assign: { größe: 1, 変数: 2, a_b1: 3, count: 4 } })),
    source: 'sfnx, measured 2026-09',
  },
  {
    what: 'a variable that was never assigned',
    definition: output('{% $doesNotExist %}'),
    source: 'localstack test_undefined_reference, recorded 2024-11-21',
  },
  {
    what: 'a name that two branches assign',
    definition: only(
      parallel({
        Branches: [inner({ Assign: { x: 1 } }), { StartAt: 'J', States: { J: pass({ Assign: { x: 2 } }) } }],
      }),
    ),
    source: 'tiny-asl-machine Feature.AssignVariables, recorded on AWS 2026',
  },
  {
    what: 'a rule that assigns what another rule assigns',
    definition: choice(
      { Variable: '$.a', IsNull: true, Next: 'T', Assign: { x: 1 } },
      { Assign: { x: 2 }, Default: 'T' },
    ),
    source: assignRule,
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  {
    what: 'a variable that no state assigns',
    state: pass({ Parameters: { 'a.$': "States.Format('{}', $v)" } }),
    code: 'UNASSIGNED_VARIABLE',
    at: '/States/S/Parameters/a.$',
  },
  {
    what: 'a variable that no state assigns, in JSONata',
    state: pass({ ...jsonata, Output: '{% $count($v) %}' }),
    code: 'UNASSIGNED_VARIABLE',
    at: '/States/S/Output',
  },
])('$what is doubtful', ({ state, code, at }) => {
  expect(validate(only(state))).toMatchObject([{ severity: 'warning', code, pointer: at }]);
});

test('a distributed Map does not see the variables around it', () => {
  const reads = { Inner: pass({ Parameters: { 'a.$': '$x' } }) };
  const definition = (state: object): object => ({ StartAt: 'S', States: { S: pass(outerX), M: state } });
  expect(validate(definition(map({ ItemProcessor: branch({ States: reads }) })))).toEqual([]);
  expect(validate(definition(distributed({}, { States: reads })))).toMatchObject([{ code: 'UNASSIGNED_VARIABLE' }]);
});
