import { test } from 'vitest';
import { catching, expectAccepted, expectRefused, jsonata, only, pass, task } from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const measured = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const sfnx = 'iwamot/sfnx docs/design.md, measured 09-2026';
const expressions = 'floci#2745, measured 2026-08';
const references = 'floci#2670, measured 2026-08';
const statesFields = 'tiny-asl-machine Feature.JSONataValidation, recorded on AWS 2026';

const output = (expression: unknown, fields: object = {}): object =>
  only(pass({ Output: expression, ...fields }), jsonata);

const syntax: Refusal[] = [
  ...[
    ['a[1,2)', 'Expected "]", got ","'],
    ['"unterminated', 'String literal must be terminated by a matching quote'],
    ['1 +', 'Unexpected end of expression'],
    ['{"a":}', 'The symbol "}" cannot be used as a unary operator'],
    ['$x :=', 'Unexpected end of expression'],
    ['$match("a", /abc', 'No terminating / in regular expression'],
    ['', 'Unexpected end of expression'],
  ].map(([expression, says]) => ({
    what: `the expression ${String(expression)}`,
    definition: output(`{% ${String(expression)} %}`),
    at: '/States/S/Output',
    says: String(says),
    code: 'INVALID_JSONATA_EXPRESSION',
    source: expressions,
  })),
  ...['1 ?? 2', '1 ?: 2'].map((expression) => ({
    what: `the newer operator of ${expression}`,
    definition: output(`{% ${expression} %}`),
    at: '/States/S/Output',
    says: '',
    code: 'INVALID_JSONATA_EXPRESSION',
    source: sfnx,
  })),
  ...['{% 1', '1 %}'].map((text) => ({
    what: `the half-open ${text}`,
    definition: output({ a: [text] }),
    at: '/States/S/Output/a/0',
    says: 'JSONata string must start with {% and end with %}',
    source: `${sfnx}; cdk-preflight, measured 2026-09-05`,
  })),
  {
    what: 'a task token in a Pass',
    definition: output('{% $states.context.Task.Token %}'),
    at: '/States/S/Output',
    says: "Field '$states.context.Task.Token' does not exist.",
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
    source: sfnx,
  },
  {
    what: 'a task of an SDK without Arguments',
    definition: only(task({ Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets' }), jsonata),
    at: '/States/S',
    says: 'These fields are required: [Arguments]',
    source: sfnx,
  },
  ...[1, true].map((Payload) => ({
    what: `the Payload ${Payload}`,
    definition: only(task({ Resource: 'arn:aws:states:::lambda:invoke', Arguments: { Payload } }), jsonata),
    at: '/States/S/Arguments/Payload',
    says: 'A number or a boolean is no Payload',
    source: sfnx,
  })),
  {
    what: 'a half-open number',
    definition: only(task({ TimeoutSeconds: '{% 1' }), jsonata),
    at: '/States/S/TimeoutSeconds',
    says: 'JSONata string must start with {% and end with %}',
    source: measured,
  },
  {
    what: 'a half-open Cause',
    definition: only({ Type: 'Fail', Cause: '{% 1' }, jsonata),
    at: '/States/S/Cause',
    says: 'JSONata string must start with {% and end with %}',
    source: measured,
  },
];

const unsupported: Refusal[] = [
  ...[
    ['phone', 'phone'],
    ['phone[0]', 'phone'],
    ['$sum(Account.Order)', 'Account'],
    ['($x := 1; $x + y)', 'y'],
    ['$map($states.input.a, function($x) { b })', 'b'],
    ["States.Format('{}', 1)", 'States'],
    ['$', '$'],
  ].map(([expression, name]) => ({
    what: `what ${String(expression)} reads`,
    definition: output({ v: `{% ${String(expression)} %}` }),
    at: '/States/S/Output/v',
    says: `Reference to '${String(name)}' at the top level is not supported.`,
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
    source: references,
  })),
  {
    what: 'what $$ reads',
    definition: output('{% $$ %}'),
    at: '/States/S/Output',
    says: "Reference to '$$' is not supported.",
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
    source: expressions,
  },
  ...[
    {
      what: '$states.result in a Pass',
      definition: output('{% $states.result %}'),
      at: '/States/S/Output',
      field: 'result',
    },
    {
      what: '$states.errorOutput in a Pass',
      definition: output('{% $states.errorOutput %}'),
      at: '/States/S/Output',
      field: 'errorOutput',
    },
    {
      what: '$states.errorOutput in Arguments',
      definition: only(task({ Arguments: { e: '{% $states.errorOutput %}' } }), jsonata),
      at: '/States/S/Arguments/e',
      field: 'errorOutput',
    },
    {
      what: '$states.result in Arguments',
      definition: only(task({ Arguments: '{% $states.result %}' }), jsonata),
      at: '/States/S/Arguments',
      field: 'result',
    },
    {
      what: '$states.result in a catcher',
      definition: catching([{ ErrorEquals: ['E'], Next: 'T', Output: '{% $states.result %}' }], jsonata),
      at: '/States/S/Catch/0/Output',
      field: 'result',
    },
    {
      what: 'a field that $states never has',
      definition: output('{% $states.inputs.a %}'),
      at: '/States/S/Output',
      field: 'inputs',
    },
  ].map(({ field, ...row }) => ({
    ...row,
    says: `Field '$states.${field}' does not exist.`,
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
    source: statesFields,
  })),
];

test.each([...syntax, ...unsupported])('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  {
    what: 'JSONPath names in a JSONata template',
    definition: output({ 'x.$': '$', 'y.$': 1 }),
    source: 'localstack test_base_cases BASE_LITERALS, recorded 2024-11',
  },
  {
    what: 'any kind of Output',
    definition: output(null),
    source: 'localstack test_base_output_any_non_dict, recorded 2024-11',
  },
  {
    what: 'text around an expression',
    definition: output(' {% a %} '),
    source: 'localstack test_base_cases BASE_LITERALS, recorded 2024-11',
  },
  {
    what: 'a function that does not exist',
    definition: output('{% $randomSeeded(1) %}'),
    source: 'localstack test_math_random_seeded, recorded 2024-11-15',
  },
  {
    what: 'a bind in a number',
    definition: only(task({ TimeoutSeconds: '{% $v := 1 %}' }), jsonata),
    source: 'localstack test_base_task, recorded 2025-07-22',
  },
  {
    what: 'names inside of filters',
    definition: output("{% $states.input.items[status = 'OPEN'].{ 'n': name } %}"),
    source: references,
  },
  {
    what: 'results and inputs of a Task',
    definition: only(
      task({
        Output: '{% $states.result.a & $states.input.b & $states.context.State.Name %}',
        Assign: { r: '{% $states.result %}' },
      }),
      jsonata,
    ),
    source: statesFields,
  },
  {
    what: 'the error in a catcher',
    definition: catching(
      [
        {
          ErrorEquals: ['E'],
          Next: 'T',
          Output: '{% $states.errorOutput.Error %}',
          Assign: { e: '{% $states.errorOutput %}' },
        },
      ],
      jsonata,
    ),
    source: statesFields,
  },
  { what: '$states as a whole', definition: output('{% $states %}'), source: statesFields },
];

test.each(accepted)('AWS accepts $what', expectAccepted);
