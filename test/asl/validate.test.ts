import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import {
  branch,
  catching,
  choice,
  errorsOf,
  expectAccepted,
  expectRefused,
  jsonata,
  lambda,
  map,
  only,
  parallel,
  pass,
  task,
  wait,
} from './validate-cases.ts';
import type { Acceptance, Refusal } from './validate-cases.ts';

const recorded = 'localstack test_sfn_api_validation, recorded 2025-10-19';
const conformance = 'tiny-asl-machine, recorded on AWS 2026';
const graph = 'floci#2735 and #2786, measured 2026-08';
const fieldMatrix = 'cdk-preflight, measured with ValidateStateMachineDefinition 2026-09-05';
const languages = 'floci#2968, measured 2026-09';
const structure = 'https://states-language.net/#toplevelfields';

const target = 'MISSING_TRANSITION_TARGET';
const two = (first: object, second: object): object => ({ StartAt: 'A', States: { A: first, B: second } });

const machines: Refusal[] = [
  {
    what: 'nothing in it',
    definition: {},
    at: '',
    says: 'These fields are required: [States, StartAt]',
    source: recorded,
  },
  {
    what: 'no StartAt',
    definition: { States: { A: pass() } },
    at: '',
    says: 'These fields are required: [StartAt]',
    source: recorded,
  },
  {
    what: 'no States',
    definition: { StartAt: 'A' },
    at: '',
    says: 'These fields are required: [States]',
    source: recorded,
  },
  {
    what: 'a field of another name',
    definition: only(pass(), { Author: 'me' }),
    at: '/Author',
    says: "Field 'Author' is not supported",
    source: fieldMatrix,
  },
  {
    what: 'a field in lower case',
    definition: only(pass(), { comment: 'x' }),
    at: '/comment',
    says: "write 'Comment'",
    source: fieldMatrix,
  },
  {
    what: 'a field named like one of all objects',
    definition: only(pass(), { constructor: 1 }),
    at: '/constructor',
    says: "Field 'constructor' is not supported",
    source: structure,
  },
  {
    what: 'another version',
    definition: only(pass(), { Version: '2.0' }),
    at: '/Version',
    says: 'Value should be one of the following: [1.0]',
    source: fieldMatrix,
  },
  {
    what: 'a Comment that is no text',
    definition: only(pass(), { Comment: 1 }),
    at: '/Comment',
    says: 'Expected value of type String',
    source: structure,
  },
  {
    what: 'a time-out that is no integer',
    definition: only(pass(), { TimeoutSeconds: 1.5 }),
    at: '/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: structure,
  },
  {
    what: 'a time-out below zero',
    definition: only(pass(), { TimeoutSeconds: -1 }),
    at: '/TimeoutSeconds',
    says: 'Minimum value is 0',
    source: structure,
  },
  {
    what: 'a computed time-out of the whole machine',
    definition: only(pass(), { ...jsonata, TimeoutSeconds: '{% 5 %}' }),
    at: '/TimeoutSeconds',
    says: 'Expected value of type Integer',
    source: structure,
  },
  {
    what: 'a query language that is none',
    definition: only(pass(), { QueryLanguage: 'SQL' }),
    at: '/QueryLanguage',
    says: 'Value should be one of the following: [JSONPath, JSONata]',
    source: languages,
  },
  {
    what: 'a query language that is no text',
    definition: only(pass(), { QueryLanguage: 5 }),
    at: '/QueryLanguage',
    says: 'Expected value of type [STRING]',
    source: languages,
  },
  {
    what: 'a state that is no object',
    definition: choice(
      { Variable: '$.a', IsPresent: true, Next: 'T' },
      { Default: 'U' },
      { States: withBrokenState() },
    ),
    at: '/States/U',
    says: 'Expected value of type Object',
    source: structure,
  },
];

function withBrokenState(): object {
  return {
    S: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'T' }], Default: 'U' },
    T: pass(),
    U: 1,
  };
}

const transitions: Refusal[] = [
  {
    what: 'a loop without an end',
    definition: two({ Type: 'Pass', Next: 'B' }, { Type: 'Pass', Next: 'A' }),
    at: '',
    says: 'Workflow has no terminal state',
    code: 'MISSING_END_STATE',
    source: graph,
  },
  {
    what: 'an end that no state leads to, beside a loop',
    definition: { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' }, C: pass() } },
    at: '/States/C',
    says: 'State "C" is not reachable.',
    code: target,
    source: graph,
  },
  {
    what: 'a state that no state leads to',
    definition: two(pass(), pass()),
    at: '/States/B',
    says: 'State "B" is not reachable.',
    code: target,
    source: conformance,
  },
  {
    what: 'a state with a slash that no state leads to',
    definition: { StartAt: 'A', States: { A: pass(), 'a/b~c': pass() } },
    at: '/States/a~1b~0c',
    says: 'State "a/b~c" is not reachable.',
    code: target,
    source: graph,
  },
  {
    what: 'a state that leads only to itself',
    definition: two(pass(), { Type: 'Pass', Next: 'B' }),
    at: '/States/B',
    says: 'State "B" is not reachable.',
    code: target,
    source: 'https://states-language.net/#transitions',
  },
  {
    what: 'a Next to nowhere',
    definition: only(task({ End: undefined, Next: 'Ghost', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'T' }] }), {
      States: { S: task({ End: undefined, Next: 'Ghost', Catch: [{ ErrorEquals: ['E'], Next: 'T' }] }), T: pass() },
    }),
    at: '/States/S/Next',
    says: "Missing 'Next' target: Ghost",
    code: target,
    source: graph,
  },
  {
    what: 'a rule to nowhere',
    definition: choice({ Variable: '$.a', IsPresent: true, Next: 'Ghost' }, { Default: 'T' }),
    at: '/States/S/Choices/0/Next',
    says: "Missing 'Next' target: Ghost",
    code: target,
    source: graph,
  },
  {
    what: 'a Default to nowhere',
    definition: choice({ Variable: '$.a', IsPresent: true, Next: 'T' }, { Default: 'Ghost' }),
    at: '/States/S/Default',
    says: "Missing 'Next' target: Ghost",
    code: target,
    source: graph,
  },
  {
    what: 'a catcher to nowhere',
    definition: only(task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Ghost' }] })),
    at: '/States/S/Catch/0/Next',
    says: "Missing 'Next' target: Ghost",
    code: target,
    source: graph,
  },
  {
    what: 'a Next out of a branch',
    definition: {
      StartAt: 'S',
      States: {
        S: parallel({
          End: undefined,
          Next: 'T',
          Branches: [branch({ States: { Inner: { Type: 'Pass', Next: 'T' } } })],
        }),
        T: pass(),
      },
    },
    at: '/States/S/Branches/0/States/Inner/Next',
    says: "Missing 'Next' target: T",
    code: target,
    source: 'https://states-language.net/#parallel-state',
  },
  {
    what: 'a state of a processor that no state leads to',
    definition: only(map({ ItemProcessor: branch({ States: { Inner: pass(), Ghost: pass() } }) })),
    at: '/States/S/ItemProcessor/States/Ghost',
    says: 'State "Ghost" is not reachable.',
    code: target,
    source: graph,
  },
  {
    what: 'a state of a branch that no state leads to',
    definition: only(parallel({ Branches: [branch({ States: { Inner: pass(), Ghost: pass() } })] })),
    at: '/States/S/Branches/0/States/Ghost',
    says: 'State "Ghost" is not reachable.',
    code: target,
    source: graph,
  },
  {
    what: 'both Next and End',
    definition: two({ Type: 'Pass', Next: 'B', End: true }, pass()),
    at: '/States/A',
    says: 'There should only be one of the following fields: [Next, End]',
    source: fieldMatrix,
  },
  {
    what: 'a Succeed that goes on',
    definition: two({ Type: 'Succeed', Next: 'B' }, pass()),
    at: '/States/A/Next',
    says: "Field 'Next' is not supported",
    source: conformance,
  },
  {
    what: 'a Fail that ends',
    definition: only({ Type: 'Fail', End: true }),
    at: '/States/S/End',
    says: "Field 'End' is not supported",
    source: fieldMatrix,
  },
  {
    what: 'a Choice that ends',
    definition: choice({ Variable: '$.a', IsPresent: true, Next: 'T' }, { End: true }),
    at: '/States/S/End',
    says: "Field 'End' is not supported",
    source: fieldMatrix,
  },
  {
    what: 'an unknown type',
    definition: only({ Type: 'Loop', End: true }),
    at: '/States/S/Type',
    says: "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
    source: conformance,
  },
  {
    what: 'a type named like a method of all objects',
    definition: only({ Type: 'toString', End: true }),
    at: '/States/S/Type',
    says: "The field 'Type' should have one of these values",
    source: structure,
  },
];

test.each([...machines, ...transitions])('AWS refuses $what', expectRefused);

const accepted: Acceptance[] = [
  { what: 'the smallest machine', definition: only(pass()), source: recorded },
  {
    what: 'all fields of the top level',
    definition: only(pass(), { Comment: 'c', Version: '1.0', TimeoutSeconds: 0 }),
    source: fieldMatrix,
  },
  {
    what: 'a processor that never ends: only the top level needs an end',
    definition: only(
      map({
        ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } },
      }),
    ),
    source: graph,
  },
  {
    what: 'End: false beside Next',
    definition: two({ Type: 'Pass', Next: 'B', End: false }, pass()),
    source: structure,
  },
  {
    what: 'comments on everything that may have one',
    definition: {
      Comment: 'c',
      StartAt: 'S',
      States: {
        S: task({
          Comment: 'c',
          End: undefined,
          Next: 'C',
          Retry: [{ ErrorEquals: ['E'], Comment: 'c' }],
          Catch: [{ ErrorEquals: ['E'], Next: 'C', Comment: 'c' }],
        }),
        C: {
          Type: 'Choice',
          Comment: 'c',
          Choices: [{ And: [{ Variable: '$.a', IsNull: true, Comment: 'c' }], Comment: 'c', Next: 'W' }],
          Default: 'P',
        },
        W: wait({ Seconds: 1, Comment: 'c', End: undefined, Next: 'P' }),
        P: parallel({ Comment: 'c', Branches: [branch({ Comment: 'c' })], End: undefined, Next: 'M' }),
        M: map({
          Comment: 'c',
          ItemProcessor: { Comment: 'c', StartAt: 'X', States: { X: { Type: 'Succeed', Comment: 'c' } } },
        }),
      },
    },
    source: 'sfnx, measured 2026-09',
  },
  {
    what: 'catchers and retriers of Task, Parallel and Map',
    definition: {
      StartAt: 'A',
      States: {
        A: task({ ...handling(), End: undefined, Next: 'B' }),
        B: parallel({ ...handling(), End: undefined, Next: 'C' }),
        C: map({ ...handling(), ItemProcessor: { StartAt: 'X', States: { X: pass() } } }),
        Done: { Type: 'Succeed' },
      },
    },
    source: graph,
  },
];

function handling(): Record<string, unknown> {
  return { Retry: [{ ErrorEquals: ['States.ALL'] }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] };
}

test.each(accepted)('AWS accepts $what', expectAccepted);

const seeds = new URL('seed/', import.meta.url);
test.each(readdirSync(seeds))('the original definition %s is accepted', (name) => {
  expect(errorsOf(readFileSync(new URL(name, seeds), 'utf8'))).toEqual([]);
});

test('all problems come at once, in the order of the text, with line and column', () => {
  const text = `{
  "StartAt": "Nope",
  "States": {
    "A": { "Type": "Pass", "Nxt": "B", "End": true },
    "B": { "Type": "Task", "End": 1 }
  }
}`;
  const places = validate(text).map(({ code, pointer, line, column }) => ({ code, pointer, line, column }));
  expect(places).toEqual([
    { code: target, pointer: '/StartAt', line: 2, column: 3 },
    { code: target, pointer: '/States/A', line: 4, column: 5 },
    { code: 'SCHEMA_VALIDATION_FAILED', pointer: '/States/A/Nxt', line: 4, column: 28 },
    { code: 'SCHEMA_VALIDATION_FAILED', pointer: '/States/B', line: 5, column: 5 },
    { code: target, pointer: '/States/B', line: 5, column: 5 },
    { code: 'SCHEMA_VALIDATION_FAILED', pointer: '/States/B/End', line: 5, column: 28 },
  ]);
});

test.each([
  {
    what: 'States is empty',
    definition: { StartAt: 'First', States: {} },
    says: ["Missing 'Next' target: First", 'Workflow has no terminal state', 'Value cannot be empty'],
  },
  {
    what: 'a state has neither Next nor End',
    definition: only({ Type: 'Pass' }),
    says: ['Workflow has no terminal state', 'This object should have only one of the following fields: [Next, End]'],
  },
  {
    what: 'a state has no Type: then its End does not count',
    definition: only({ End: true }),
    says: ['Workflow has no terminal state', "The field 'Type' is required"],
  },
  {
    what: 'the only transition leads nowhere',
    definition: only({ Type: 'Pass', Next: 'NOPE' }),
    says: ['Workflow has no terminal state', "Missing 'Next' target: NOPE"],
  },
  {
    what: 'StartAt leads nowhere: what follows a state without a way to it is not named',
    definition: { StartAt: 'Nope', States: { A: { Type: 'Pass', Next: 'B' }, B: pass() } },
    says: ["Missing 'Next' target: Nope", 'State "A" is not reachable.'],
  },
])('AWS names all that is wrong when $what', ({ definition, says }) => {
  expect(
    errorsOf(definition)
      .map(({ message }) => message)
      .sort(),
  ).toEqual([...says].sort());
});

test('states that only lead to each other are doubtful', () => {
  const definition = {
    StartAt: 'A',
    States: { A: pass(), B: { Type: 'Pass', Next: 'C' }, C: { Type: 'Pass', Next: 'B' } },
  };
  expect(validate(definition)).toMatchObject([
    { severity: 'warning', code: 'UNREACHABLE_STATE', pointer: '/States/B' },
    { severity: 'warning', code: 'UNREACHABLE_STATE', pointer: '/States/C' },
  ]);
});

test('a whole machine of every state type, in both languages, has nothing wrong or doubtful', () => {
  expect(validate(catching([{ ErrorEquals: ['States.ALL'], Next: 'T', ResultPath: '$.error' }]))).toEqual([]);
  expect(
    validate(catching([{ ErrorEquals: ['States.ALL'], Next: 'T', Output: '{% $states.errorOutput %}' }], jsonata)),
  ).toEqual([]);
  expect(validate(only({ Type: 'Fail', Error: 'E', Cause: 'C' }))).toEqual([]);
  expect(validate(only(task({ Resource: lambda, Arguments: '{% $states.input %}' }), jsonata))).toEqual([]);
});
