import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject, PassState } from '../../../asl/spec/states.ts';
import { jsons, keys, objects, text } from './json.ts';
import { lambda, machineOf, run } from './run.ts';

const source = 'https://states-language.net/#filters';
const runs = { numRuns: 60 };

/** A Reference Path of the keys. */
const pathOf = (...names: string[]): string =>
  `$${names.map((name) => `['${name.replace(/[\\']/g, (char) => `\\${char}`)}']`).join('')}`;

/** Keys that a path can name in every implementation; others are tested by the paths' own tests. */
const pathKeys = keys.filter((key) => /^[\w$. é😀-]+$/u.test(key));

const pass = (state: Partial<PassState>, input: Json) =>
  run(machineOf({ P: { Type: 'Pass', End: true, ...state } }), { input });

async function outputOf(state: Partial<PassState>, input: Json): Promise<string> {
  const { status, output, error, cause } = await pass(state, input);
  return text(status === 'SUCCEEDED' ? output : { error, cause });
}

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

test.each(['JSONPath', 'JSONata'] as const)('a Pass state of %s gives any JSON on as it is', async (QueryLanguage) => {
  await fc.assert(
    fc.asyncProperty(jsons, async (input) => {
      expect(await outputOf({ QueryLanguage }, input)).toBe(text(input));
    }),
    runs,
  );
});

test('the history tells the same input and output as the description', async () => {
  await fc.assert(
    fc.asyncProperty(jsons, async (input) => {
      const { history } = await pass({}, input);
      expect(history.at(0)).toMatchObject({ executionStartedEventDetails: { input: text(input) } });
      expect(history.at(-1)).toMatchObject({ executionSucceededEventDetails: { output: text(input) } });
    }),
    runs,
  );
});

test(`ResultPath puts the result in its place and changes nothing else (${source})`, async () => {
  await fc.assert(
    fc.asyncProperty(objects, jsons, pathKeys, async (input, result, name) => {
      const { output } = await pass({ Result: result, ResultPath: pathOf(name) }, input);
      expect(text(Object.getOwnPropertyDescriptor(output, name)?.value)).toBe(text(result));
      expect(text(without(output as JsonObject, name))).toBe(text(without(input, name)));
    }),
    runs,
  );
});

test('a result put at a path that is not there yet is found by the same path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pathKeys, { minLength: 1, maxLength: 5 }), jsons, async (names, result) => {
      const path = pathOf(...names);
      expect(await outputOf({ Result: result, ResultPath: path, OutputPath: path }, {})).toBe(text(result));
    }),
    runs,
  );
});

test('what ResultPath wrote, InputPath of the next state reads', async () => {
  await fc.assert(
    fc.asyncProperty(objects, jsons, pathKeys, async (input, result, name) => {
      const { output } = await run(
        machineOf({
          Write: { Type: 'Pass', Result: result, ResultPath: pathOf(name), Next: 'Read' },
          Read: { Type: 'Pass', InputPath: pathOf(name), End: true },
        }),
        { input },
      );
      expect(text(output)).toBe(text(result));
    }),
    runs,
  );
});

test.each<{ state: Partial<PassState>; gives: (input: Json, result: Json) => Json; means: string }>([
  { state: { ResultPath: null }, gives: (input) => input, means: 'ResultPath null discards the result' },
  { state: { ResultPath: '$' }, gives: (_, result) => result, means: 'ResultPath $ replaces the input' },
  { state: {}, gives: (_, result) => result, means: 'no ResultPath is ResultPath $' },
  { state: { OutputPath: null }, gives: () => ({}), means: 'OutputPath null is the empty object' },
])('$means', async ({ state, gives }) => {
  await fc.assert(
    fc.asyncProperty(jsons, jsons, async (input, result) => {
      expect(await outputOf({ ...state, Result: result }, input)).toBe(text(gives(input, result)));
    }),
    runs,
  );
});

test('InputPath null is the empty object, and ResultPath still writes into the raw input', async () => {
  await fc.assert(
    fc.asyncProperty(objects, async (input) => {
      expect(await outputOf({ InputPath: null }, input)).toBe('{}');
      expect(await outputOf({ InputPath: null, ResultPath: '$.new' }, without(input, 'new'))).toBe(
        text({ ...without(input, 'new'), new: {} }),
      );
    }),
    runs,
  );
});

/** JSON in which no key would be read as `x.$`. */
const literals = jsons.filter((json) => !/\.\$"/.test(text(json)));
/** Nor any text as an expression, or as half of one, which is refused. */
const plain = literals.filter((json) => !/\{%|%\}/.test(text(json)));

test('Parameters and Output of literals alone are what they say', async () => {
  await fc.assert(
    fc.asyncProperty(jsons, plain, async (input, literal) => {
      const parameters = { wrapped: literal };
      expect(await outputOf({ Parameters: parameters }, input)).toBe(text(parameters));
      expect(await outputOf({ QueryLanguage: 'JSONata', Output: literal }, input)).toBe(text(literal));
    }),
    runs,
  );
});

test('Parameters and expressions copy any part of the input unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(jsons, async (part) => {
      const input = { part };
      expect(await outputOf({ Parameters: { 'copy.$': '$.part' } }, input)).toBe(text({ copy: part }));
      expect(await outputOf({ QueryLanguage: 'JSONata', Output: { copy: '{% $states.input.part %}' } }, input)).toBe(
        text({ copy: part }),
      );
    }),
    runs,
  );
});

test('Result is never read as a template', async () => {
  await fc.assert(
    fc.asyncProperty(jsons, jsons, async (input, value) => {
      const Result = { 'x.$': '$.no.such', 'y.$': value, expression: '{% $nothing %}' };
      expect(await outputOf({ Result }, input)).toBe(text(Result));
    }),
    runs,
  );
});

test.each(['JSONPath', 'JSONata'] as const)(
  'a task of %s is given its input, and its result goes on',
  async (QueryLanguage) => {
    await fc.assert(
      fc.asyncProperty(jsons, jsons, async (input, result) => {
        let given: Json | undefined;
        const { output } = await run(
          machineOf({ T: { Type: 'Task', QueryLanguage, Resource: lambda('work'), End: true } }),
          { input, tasks: { work: (value: Json) => ((given = value), result) } },
        );
        expect([text(given), text(output)]).toEqual([text(input), text(result)]);
      }),
      runs,
    );
  },
);

test('a variable gives back any JSON that was assigned to it, in both languages', async () => {
  await fc.assert(
    fc.asyncProperty(jsons, async (value) => {
      const { output } = await run(
        machineOf({
          Set: { Type: 'Pass', Assign: { 'kept.$': '$.value' }, Next: 'Forget' },
          Forget: { Type: 'Pass', Result: 0, Next: 'ByPath' },
          ByPath: { Type: 'Pass', Parameters: { 'path.$': '$kept' }, Next: 'ByExpression' },
          ByExpression: {
            Type: 'Pass',
            QueryLanguage: 'JSONata',
            Output: { path: '{% $states.input.path %}', expression: '{% $kept %}' },
            End: true,
          },
        }),
        { input: { value } },
      );
      expect(text(output)).toBe(text({ path: value, expression: value }));
    }),
    runs,
  );
});

test('an input is not changed by what states write into it', async () => {
  await fc.assert(
    fc.asyncProperty(objects, jsons, async (input, result) => {
      const before = text(input);
      await pass({ Result: result, ResultPath: '$.a.b' }, input);
      await run(machineOf({ M: { Type: 'Task', Resource: lambda('mutate'), End: true } }), {
        input,
        tasks: { mutate: (given) => Object.assign(given as object, { added: true }) },
      });
      expect(text(input)).toBe(before);
    }),
    runs,
  );
});
