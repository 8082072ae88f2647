import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import {
  branch,
  catching,
  expectAccepted,
  expectRefused,
  map,
  only,
  parallel,
  pass,
  task,
  wait,
} from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const paths = 'https://states-language.net/#paths';
const templates = 'https://states-language.net/#payload-template';
const assignRecorded = 'localstack test_assign_base, recorded 2024-11-04';

const pathFields: Refusal[] = [
  {
    what: 'an InputPath that is no path',
    definition: only(pass({ InputPath: 'a' })),
    at: '/States/S/InputPath',
    says: 'Value must be a valid JSONPath',
    source: measured,
  },
  {
    what: 'an OutputPath that is cut off',
    definition: only(pass({ OutputPath: '$.a[' })),
    at: '/States/S/OutputPath',
    says: 'Value must be a valid JSONPath',
    source: paths,
  },
  {
    what: 'an intrinsic function as InputPath',
    definition: only(pass({ InputPath: 'States.UUID()' })),
    at: '/States/S/InputPath',
    says: 'Value must be a valid JSONPath',
    source: paths,
  },
  {
    what: 'an InputPath that is a number',
    definition: only(pass({ InputPath: 1 })),
    at: '/States/S/InputPath',
    says: 'Expected value of type String',
    source: paths,
  },
  ...['$.a[*]', '$..a', '$.a[?(@.b)]', '$.a[0,1]', '$.a[-1]', '$$.Execution', '$v'].map((path) => ({
    what: `the ResultPath ${path}`,
    definition: only(pass({ ResultPath: path })),
    at: '/States/S/ResultPath',
    says: 'Value is not a Reference Path',
    source: measured,
  })),
  {
    what: 'a ResultPath that is no path',
    definition: only(pass({ ResultPath: 'a' })),
    at: '/States/S/ResultPath',
    says: 'Value must be a valid JSONPath',
    source: measured,
  },
  {
    what: 'a wildcard in ItemsPath',
    definition: only(map({ ItemsPath: '$.a[*]' })),
    at: '/States/S/ItemsPath',
    says: 'Value is not a Reference Path',
    source: measured,
  },
  {
    what: 'the context object in MaxConcurrencyPath',
    definition: only(map({ MaxConcurrencyPath: '$$.Execution.Input.n' })),
    at: '/States/S/MaxConcurrencyPath',
    says: 'Value is not a Reference Path',
    source: 'floci#3733, measured 2026-09-16',
  },
  {
    what: 'a wildcard in SecondsPath',
    definition: only(wait({ SecondsPath: '$.a[*]' })),
    at: '/States/S/SecondsPath',
    says: 'Value is not a Reference Path',
    source: 'https://states-language.net/#wait-state',
  },
  {
    what: 'a wildcard in the ResultPath of a catcher',
    definition: catching([{ ErrorEquals: ['E'], Next: 'T', ResultPath: '$.a[*]' }]),
    at: '/States/S/Catch/0/ResultPath',
    says: 'Value is not a Reference Path',
    source: measured,
  },
  {
    what: 'an ErrorPath that is no path',
    definition: only({ Type: 'Fail', ErrorPath: 'a' }),
    at: '/States/S/ErrorPath',
    says: 'Value must be a valid JSONPath',
    source: measured,
  },
  {
    what: 'an unknown intrinsic function in CausePath',
    definition: only({ Type: 'Fail', CausePath: 'States.Nope()' }),
    at: '/States/S/CausePath',
    says: 'Value must be a valid intrinsic function call',
    source: paths,
  },
];

const query = (value: unknown): object => only(pass({ Parameters: { 'x.$': value } }));
const queryFault = "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call";

const pathTemplates: Refusal[] = [
  ...[
    'literal',
    '',
    '$.a[',
    'States.Nope()',
    'States.UUID(',
    'States.UUID() trailing',
    "States.Format('\\\"')",
    'States.Format("x")',
  ].map((value) => ({
    what: `the query ${value}`,
    definition: query(value),
    at: '/States/S/Parameters/x.$',
    says: queryFault,
    source: 'localstack test_illegal_escapes, recorded 2025-02-02; tiny-asl-machine States.UUID, recorded on AWS 2026',
  })),
  {
    what: 'a query that is a number',
    definition: query(1),
    at: '/States/S/Parameters/x.$',
    says: "The value for the field 'x.$' must be a STRING",
    source: templates,
  },
  {
    what: 'a query that is a list',
    definition: query(['$.a']),
    at: '/States/S/Parameters/x.$',
    says: 'but was an ARRAY',
    source: templates,
  },
  {
    what: 'a field and its computed twin',
    definition: only(pass({ Parameters: { x: 1, 'x.$': '$.a' } })),
    at: '/States/S/Parameters/x.$',
    says: "The fields 'x' and 'x.$' have the same name",
    source: templates,
  },
  {
    what: 'a fault deep in a template',
    definition: only(task({ Parameters: { a: [{ b: { 'x.$': 'y' } }] } })),
    at: '/States/S/Parameters/a/0/b/x.$',
    says: queryFault,
    source: templates,
  },
  {
    what: 'a ResultSelector that is a text',
    definition: only(task({ ResultSelector: '$.a' })),
    at: '/States/S/ResultSelector',
    says: 'Expected value of type Object',
    source: 'https://states-language.net/#using-paths',
  },
  {
    what: 'a fault in ItemSelector',
    definition: only(map({ ItemSelector: { 'x.$': 'y' } })),
    at: '/States/S/ItemSelector/x.$',
    says: queryFault,
    source: templates,
  },
  {
    what: 'a fault in Assign',
    definition: only(pass({ Assign: { 'x.$': 'y' } })),
    at: '/States/S/Assign/x.$',
    says: queryFault,
    source: 'cfn-lint#4085, CloudFormation deployment',
  },
];

test.each([...pathFields, ...pathTemplates])('AWS refuses $what', expectRefused);

const inner = (fields: object): object => branch({ States: { Inner: pass(fields as Record<string, unknown>) } });

const accepted: Acceptance[] = [
  {
    what: 'null paths',
    definition: only(pass({ InputPath: null, OutputPath: null, ResultPath: null })),
    source: 'localstack pass_result_null_input_output_paths, recorded 2023',
  },
  {
    what: 'a filter as InputPath',
    definition: only(pass({ InputPath: "$.a[?(@.b == 'x')].c", OutputPath: '$..c' })),
    source: 'localstack pass_result_regex_json_path, recorded 2023',
  },
  {
    what: 'the context object as InputPath and OutputPath',
    definition: only(pass({ InputPath: '$$', OutputPath: '$$.Execution.Input' })),
    source: 'localstack test_context_object, recorded 2024-09-11',
  },
  {
    what: 'variables as paths',
    definition: only(pass({ InputPath: '$v', OutputPath: '$v.a[0]' })),
    source: assignRecorded,
  },
  {
    what: 'the context object and variables in ItemsPath',
    definition: only(
      parallel({
        Branches: [
          inner({}),
          branch({
            StartAt: 'J',
            States: {
              J: map({ ItemsPath: '$$.Execution.Input.a', ItemProcessor: { StartAt: 'K', States: { K: pass() } } }),
            },
          }),
        ],
      }),
    ),
    source: 'floci#3733, measured 2026-09-16',
  },
  {
    what: 'all kinds of queries',
    definition: only(
      pass({
        Parameters: {
          'a.$': '$',
          'b.$': '$$',
          'c.$': '$v',
          'd.$': "States.Format('{}', States.Array(1, $.a, $v))",
          e: [{ 'f.$': '$.a[*]' }],
        },
      }),
    ),
    source: assignRecorded,
  },
  {
    what: 'a wrong number of arguments',
    definition: query('States.ArrayLength()'),
    source: 'tiny-asl-machine, recorded on AWS 2026',
  },
  {
    what: 'literals that look computed',
    definition: only(pass({ Assign: { a: '$.no.such.path', b: '$$', c: "States.Format('{}', $v)", d: '{% $v %}' } })),
    source: assignRecorded,
  },
  {
    what: 'a computed look-alike in a Result',
    definition: only(pass({ Result: { 'x.$': 'nothing' } })),
    source: 'localstack test_escape_sequence_parsing, recorded 2025-02-02',
  },
];

test.each(accepted)('AWS accepts $what', expectAccepted);

test.each([
  {
    what: 'a path that is not computed',
    state: pass({ Parameters: { a: '$.b' } }),
    code: 'NO_DOLLAR',
    at: '/States/S/Parameters/a',
  },
  {
    what: 'a function that is not computed',
    state: pass({ Parameters: { a: 'States.UUID()' } }),
    code: 'NO_DOLLAR',
    at: '/States/S/Parameters/a',
  },
  {
    what: 'a query in a Result',
    state: pass({ Result: [{ 'a.$': '$.b' }] }),
    code: 'PASS_RESULT_IS_STATIC',
    at: '/States/S/Result',
  },
])('$what is doubtful', ({ state, code, at }) => {
  expect(validate(only(state))).toMatchObject([{ severity: 'warning', code, pointer: at }]);
});

test('names like those of all objects are names like any other', () => {
  const definition = JSON.parse(
    '{"StartAt":"S","States":{"S":{"Type":"Pass","Parameters":{"__proto__":{"constructor.$":"nope"}},"End":true}}}',
  ) as object;
  expect(validate(definition)).toMatchObject([{ pointer: '/States/S/Parameters/__proto__/constructor.$' }]);
});
