import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import { errorsOf, lambda, pass, task } from './validate-cases.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A definition with every state type and nearly every field; `jsonata` is its twin. */
const paths = {
  Comment: 'c',
  StartAt: 'Task',
  TimeoutSeconds: 100,
  States: {
    Task: {
      Type: 'Task',
      Resource: lambda,
      Parameters: { 'a.$': '$.a', b: { 'c.$': "States.Format('{}', $.c)" } },
      Credentials: { RoleArn: 'arn:aws:iam::123456789012:role/r' },
      TimeoutSeconds: 10,
      HeartbeatSeconds: 5,
      ResultSelector: { 'r.$': '$' },
      ResultPath: '$.r',
      Assign: { 'v.$': '$.r' },
      Retry: [
        { ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2, JitterStrategy: 'FULL' },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail', ResultPath: '$.e' }],
      Next: 'Choice',
    },
    Choice: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.a', StringEquals: 'x', Next: 'Wait' },
        {
          And: [{ Variable: '$.a', IsPresent: true }, { Not: { Variable: '$.b', NumericEquals: 1 } }],
          Next: 'Succeed',
        },
      ],
      Default: 'Parallel',
    },
    Wait: { Type: 'Wait', Seconds: 1, Next: 'Parallel' },
    Parallel: {
      Type: 'Parallel',
      Branches: [{ StartAt: 'Left', States: { Left: { Type: 'Pass', Result: { x: 1 }, End: true } } }],
      Next: 'Map',
    },
    Map: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { Bucket: 'b', Key: 'k' },
      },
      ItemBatcher: { MaxItemsPerBatch: 10 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Each',
        States: { Each: { Type: 'Pass', End: true } },
      },
      Next: 'Succeed',
    },
    Succeed: { Type: 'Succeed' },
    Fail: { Type: 'Fail', Error: 'E', Cause: 'C' },
  },
} satisfies Json;

const jsonata = {
  QueryLanguage: 'JSONata',
  StartAt: 'Task',
  States: {
    Task: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { a: '{% $states.input.a %}' },
      TimeoutSeconds: '{% 1 + 1 %}',
      Output: '{% $states.result %}',
      Assign: { v: '{% $states.result.b %}' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail', Output: '{% $states.errorOutput %}' }],
      Next: 'Choice',
    },
    Choice: { Type: 'Choice', Choices: [{ Condition: '{% $v = 1 %}', Next: 'Map' }], Default: 'Fail' },
    Map: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemProcessor: { StartAt: 'Each', States: { Each: { Type: 'Wait', Timestamp: '{% $now() %}', End: true } } },
      End: true,
    },
    Fail: { Type: 'Fail', Cause: '{% $string($v) %}' },
  },
} satisfies Json;

test.each([paths, jsonata])('the examples have nothing wrong or doubtful: %#', (definition) => {
  expect(validate(definition)).toEqual([]);
});

const required = new Set(
  `StartAt States Type Resource Choices Branches ItemProcessor Seconds Timestamp ErrorEquals Next End Variable StringEquals IsPresent
   NumericEquals Condition And Not ExecutionType CSVHeaderLocation RoleArn MaxItemsPerBatch`.split(/\s+/),
);

interface Site {
  /** JSON pointer of the object that has the field. */
  pointer: string;
  keys: string[];
  field: string;
}

const sitesIn = (value: Json, keys: string[] = []): Site[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.keys(value)
    .filter((field) => required.has(field) && !Array.isArray(value) && !isName(keys))
    .map((field) => ({ pointer: keys.map((key) => `/${key}`).join(''), keys, field }));
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => sitesIn(inner, [...keys, key]))];
};

/** Keys of `States` are names, not fields. */
const isName = (keys: string[]): boolean => keys.at(-1) === 'States';

const changed = (definition: Json, keys: string[], change: (holder: Record<string, unknown>) => void): object => {
  const copy = structuredClone(definition) as Record<string, unknown>;
  change(keys.reduce((holder, key) => holder[key] as Record<string, unknown>, copy));
  return copy;
};

const sites = [paths, jsonata].flatMap((definition) => sitesIn(definition).map((site) => ({ ...site, definition })));

test.each(sites)('without $field, $pointer has an error', ({ definition, keys, field, pointer }) => {
  const broken = changed(definition, keys, (holder) => {
    Reflect.deleteProperty(holder, field);
  });
  expect(errorsOf(broken).map((problem) => problem.pointer)).toContain(pointer);
});

const places = (value: Json, keys: string[] = []): string[][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [[...keys, key], ...places(inner, [...keys, key])]);

const oddText = fc.constantFrom(
  '{% $x( %}',
  '{%',
  '%}',
  '$',
  '$.a[',
  '$$',
  'States.',
  'States.Format(',
  '',
  '__proto__',
  'constructor',
  'JSONata',
  'Map',
  'S',
);
const oddValue = fc.oneof(
  fc.jsonValue(),
  oddText,
  fc.constant(JSON.parse('{"__proto__":{"a":1},"States":[],"Branches":{}}')),
);

const mutated = fc.constantFrom<Json>(paths, jsonata).chain((definition) =>
  fc
    .array(fc.tuple(fc.constantFrom(...places(definition)), fc.oneof(oddText, fc.string()), oddValue), {
      minLength: 1,
      maxLength: 3,
    })
    .map((changes) =>
      changes.reduce((text, [keys, name, value]) => mutate(text, keys, name, value), JSON.stringify(definition)),
    ),
);

/** Puts a value at a place, and beside it under another name. A change before may have taken the place away. */
const mutate = (text: string, keys: string[], name: string, value: unknown): string => {
  const root = JSON.parse(text) as unknown;
  let holder: unknown = root;
  for (const key of keys.slice(0, -1)) holder = (holder as Record<string, unknown> | null)?.[key];
  if (typeof holder !== 'object' || holder === null) return text;
  for (const key of [keys.at(-1) ?? '', name]) {
    Object.defineProperty(holder, Array.isArray(holder) ? 0 : key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return JSON.stringify(root);
};

test('it never throws, and each problem has a place in the text', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.json(), fc.string()), (text) => {
      const lines = text.split(/\r\n|\n|\r/).length;
      for (const { code, message, pointer, line = 0, column = 0 } of validate(text)) {
        expect(code).toMatch(/^[A-Z][A-Z_]+$/);
        expect(message).not.toBe('');
        expect(pointer === '' || pointer.startsWith('/')).toBe(true);
        expect(line >= 1 && line <= lines && column >= 1).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('an object has the problems of its text', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const withoutPlaces = validate(text).map(({ line, column, ...problem }) => problem);
      expect(validate(JSON.parse(text) as object)).toEqual(withoutPlaces);
    }),
  );
});

const circular: Record<string, unknown> = {};
circular['self'] = circular;

test.each([
  { what: 'a cycle', definition: circular, code: 'INVALID_JSON_DESCRIPTION' },
  { what: 'a bigint', definition: { a: 1n }, code: 'INVALID_JSON_DESCRIPTION' },
  {
    what: 'a field that throws',
    definition: {
      get a() {
        throw new Error('no');
      },
    },
    code: 'INVALID_JSON_DESCRIPTION',
  },
  { what: 'a function', definition: () => 1, code: 'SCHEMA_VALIDATION_FAILED' },
  { what: 'a list', definition: [], code: 'SCHEMA_VALIDATION_FAILED' },
  { what: '10,000 levels', definition: deep(10_000), code: 'TOO_DEEPLY_NESTED' },
  { what: '100,000 levels', definition: deep(100_000), code: 'TOO_DEEPLY_NESTED' },
])('$what is refused in words', ({ definition, code }) => {
  expect(validate(definition)).toMatchObject([{ severity: 'error', code }]);
});

function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}

test.each(['', ' \n ', 'null', '5', '"text"', '[]'])('the text %j is no definition', (text) => {
  expect(validate(text)).toMatchObject([
    { code: 'SCHEMA_VALIDATION_FAILED', message: 'Definition must be a valid JSON object', line: 1 },
  ]);
});

test('a hundred Parallels in each other are fine', () => {
  let state: Record<string, unknown> = pass();
  for (let level = 0; level < 100; level++) {
    state = { Type: 'Parallel', Branches: [{ StartAt: `S${level}`, States: { [`S${level}`]: state } }], End: true };
  }
  expect(validate({ StartAt: 'Top', States: { Top: state } })).toEqual([]);
});

test('an expression nested 10,000 levels deep is refused', () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'S',
    States: { S: pass({ Output: `{% ${'('.repeat(10_000)}1${')'.repeat(10_000)} %}` }) },
  };
  expect(errorsOf(definition)).toMatchObject([{ code: 'INVALID_JSONATA_EXPRESSION', pointer: '/States/S/Output' }]);
});

test('a definition of more than 1,048,576 bytes is refused', () => {
  const sized = (bytes: number): object => ({ StartAt: 'S', States: { S: task({ Comment: 'é'.repeat(bytes / 2) }) } });
  expect(errorsOf(sized(1_048_000))).toEqual([]);
  expect(errorsOf(sized(1_048_576))).toMatchObject([
    { pointer: '', message: expect.stringContaining('1048576') as string },
  ]);
});
