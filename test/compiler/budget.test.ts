import { describe, expect, test } from 'vitest';
import type { Compilation } from '../../asl/compiler/compile.ts';
import { substitute } from '../../asl/compiler/substitute.ts';
import { createInterpreter, type Json } from '../../asl/index.ts';
import { compileText, errorsIn } from './compile-text.ts';

const limit = 25_000;

/** `main` around statements; its activities give what they got, `yes` and `no` what they are called. */
const program = (body: string): string => `
import { ApplicationFailure, executeChild, proxyActivities, sleep, startChild } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  act(n: number): Promise<number>;
  say(text: string): Promise<string>;
  yes(): Promise<boolean>;
  no(): Promise<boolean>;
}
const { act, say, yes, no } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2 },
});
interface Input {
  n: number;
  list: number[];
}
async function twice(n: number): Promise<number> {
  return (await act(n)) + (await act(n));
}
export async function main(input: Input): Promise<unknown> {
${body}
}
export async function other(input: { n: number }): Promise<number> {
  return await act(input.n);
}
`;

const tasks = { act: (n: unknown) => n, say: (text: unknown) => text, yes: () => true, no: () => false };
const input = { n: 1, list: [] as number[] };

/** How `main` ends, and the events of its history. */
async function run({ machines }: Compilation, given: Json = input): Promise<{ status: string; events: number }> {
  const names = Object.keys(machines);
  const arns = names.map((name): [string, string] => [
    name,
    `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`,
  ]);
  const values = { ...Object.fromEntries(Object.keys(tasks).map((name) => [name, name])), ...Object.fromEntries(arns) };
  const interpreter = createInterpreter({
    machines: Object.fromEntries(names.map((name) => [name, substitute(machines[name]!.definition, values)])),
    tasks,
    seed: 'budget',
  });
  const execution = interpreter.start({ machine: 'main', input: given });
  const { status } = await execution.result;
  return { status, events: execution.history().length };
}

function accepted(body: string): Compilation {
  const compilation = compileText(program(body));
  expect(errorsIn(compilation)).toEqual([]);
  return compilation;
}

/** `line:column code`, counted from the first line of the body. */
function findings(body: string): string[] {
  const before = program('').split('\nexport async function main')[0]!.split('\n').length + 1;
  return compileText(program(body))
    .diagnostics.filter(({ code }) => code.startsWith('ASL3'))
    .map(({ line, column, code }) => `${line - before}:${column} ${code}`);
}

describe('the events of the cheapest run are those that it has', () => {
  test.each([
    ['an activity', 'return await act(1);'],
    ['activities in a row', 'const a = await act(1);\nconst b = await act(a + 1);\nreturn await act(a + b);'],
    ['nothing but a value', 'return await Promise.resolve(input.n);'],
    ['a wait', "await sleep('3 days');\nreturn 1;"],
    ['a condition that does not hold', 'if (input.n > 5) await act(1);\nreturn await act(2);'],
    [
      'a condition with two sides',
      'if (input.n > 5) {\n  await act(1);\n  await act(2);\n} else await act(3);\nreturn 1;',
    ],
    [
      'cases',
      'switch (input.n) {\n  case 2:\n    await act(1);\n  case 1:\n    return 1;\n  default:\n    await act(2);\n}\nreturn 2;',
    ],
    ['a function that is written out', 'return await twice(3);'],
    ['a child that is waited for', 'return await executeChild(other, { args: [{ n: 1 }] });'],
    [
      'a child that is started',
      "await startChild(other, { args: [{ n: 1 }], parentClosePolicy: 'ABANDON' });\nreturn 1;",
    ],
    ['a loop with a counter', 'for (let i = 0; i < 12; i++) await act(i);\nreturn 1;'],
    ['a loop that counts down by two', 'for (let i = 10; i > 0; i -= 2) await act(i);\nreturn 1;'],
    ['a loop over a written list', 'for (const n of [3, 1, 2]) await act(n);\nreturn 1;'],
    [
      'a loop over a list of known length',
      'const list = Array.from({ length: 7 }, (_, i) => i + input.n);\nfor (const n of list) await act(n);\nreturn 1;',
    ],
    ['a loop over an empty list that is given', 'for (const n of input.list) await act(n);\nreturn 1;'],
    ['a loop with its test behind', 'let i = 0;\ndo {\n  await act(i);\n  i += 1;\n} while (i < 4);\nreturn i;'],
    [
      'a loop that counts in its middle',
      'let i = 0;\nwhile (i < 5) {\n  i += 1;\n  if (i === 3) continue;\n  await act(i);\n}\nreturn i;',
    ],
    ['a loop until something is so', 'while (!(await yes())) await act(1);\nreturn 1;'],
    ['a loop with a flag', 'let done = false;\nwhile (!done) {\n  await act(1);\n  done = true;\n}\nreturn 1;'],
    [
      'a loop that is left early',
      'for (let i = 0; i < 1000; i++) {\n  if (await yes()) break;\n  await act(i);\n}\nreturn 1;',
    ],
    [
      'a loop that is never left early',
      'for (let i = 0; i < 20; i++) {\n  if (i > 30) break;\n  await act(i);\n}\nreturn 1;',
    ],
    [
      'loops in loops',
      'for (let i = 0; i < 4; i++) {\n  await act(i);\n  for (const n of [1, 2, 3]) await act(n + i);\n}\nreturn 1;',
    ],
    [
      'loops without anything between',
      'for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) await act(j);\nreturn 1;',
    ],
    [
      'a labelled loop',
      'outer: for (let i = 0; i < 5; i++) {\n  for (let j = 0; j < 5; j++) {\n    if (j === 2) continue outer;\n    await act(j);\n  }\n}\nreturn 1;',
    ],
    [
      'a condition behind a turn',
      'for (let i = 0; i < 6; i++) {\n  await act(i);\n  if (i % 1 > 0) await act(1);\n}\nreturn 1;',
    ],
    ['a Map of a written list', 'return await mapConcurrently([1, 2, 3], 2, async (n) => await act(n));'],
    [
      'a Map with indexes',
      'return await mapConcurrently([4, 5], 2, async (n, i) => {\n  await act(n);\n  return await act(i);\n});',
    ],
    [
      'a Map of a computed list',
      'const days = Array.from({ length: 30 }, (_, i) => i);\nreturn await mapConcurrently([...days, 99], 5, async (n) => await act(n));',
    ],
    ['a Map of nothing', 'return await mapConcurrently(input.list, 5, async (n) => await act(n));'],
    [
      'Maps in Maps',
      'return await mapConcurrently([1, 2, 3], 2, async (n) => await mapConcurrently([1, 2], 2, async (m) => await act(m * n)));',
    ],
    [
      'a Map of loops',
      'return await mapConcurrently([1, 2], 2, async (n) => {\n  for (let i = 0; i < 3; i++) await act(i + n);\n  return n;\n});',
    ],
    [
      'a Map in a loop',
      'for (let i = 0; i < 3; i++) await mapConcurrently([1, 2], 2, async (n) => await act(n));\nreturn 1;',
    ],
    ['branches', 'return await allOf([() => act(1), async () => {\n  await act(2);\n  return await act(3);\n}]);'],
    ['a Promise.all', 'return await Promise.all([act(1), act(2)]);'],
    ['try without a failure', 'try {\n  await act(1);\n} catch {\n  await act(2);\n}\nreturn await act(3);'],
    ['finally', 'try {\n  await act(1);\n} finally {\n  await act(2);\n}\nreturn 1;'],
    [
      'a failure that nothing avoids',
      "await act(1);\nthrow ApplicationFailure.create({ type: 'Never', message: 'no' });",
    ],
    [
      'a failure in some cases',
      "if (input.n > 5) throw ApplicationFailure.create({ type: 'Never', message: 'no' });\nreturn await act(1);",
    ],
  ])('%s', async (_, body) => {
    const compilation = accepted(body);
    expect(compilation.machines.main!.budget.events).toBe((await run(compilation)).events);
  });
});

const listOf = (length: number): Json => ({ n: 1, list: Array.from({ length }, (_, index) => index) });

describe('a turn or an iteration more has the events that it is said to have', () => {
  test.each([
    ['a loop', 'for (const n of input.list) await act(n);\nreturn 1;'],
    [
      'a loop that may be left',
      'for (const n of input.list) {\n  if (await no()) break;\n  await act(n);\n}\nreturn 1;',
    ],
    [
      'a loop that ends with a condition',
      'for (const n of input.list) {\n  await act(n);\n  if (n < 0) await act(n);\n}\nreturn 1;',
    ],
    [
      'a loop with a known one inside',
      'for (const n of input.list) for (let i = 0; i < 3; i++) await act(n + i);\nreturn 1;',
    ],
    ['a Map', 'return await mapConcurrently(input.list, 3, async (n) => await act(n));'],
    [
      'a Map with a known one inside',
      'return await mapConcurrently(input.list, 3, async (n) => await mapConcurrently([1, 2], 2, async (m) => await act(n + m)));',
    ],
    [
      'a loop behind a Map',
      'await mapConcurrently([1, 2], 3, async (n) => await act(n));\nfor (const n of input.list) await act(n);\nreturn 1;',
    ],
  ])('%s', async (_, body) => {
    const compilation = accepted(body);
    const { repeats } = compilation.machines.main!.budget;
    const counts = await Promise.all([3, 4].map(async (length) => (await run(compilation, listOf(length))).events));
    expect(repeats.map(({ events }) => events)).toContain(counts[1]! - counts[0]!);
  });
});

describe('as many turns or iterations fit as it is said', () => {
  test.each([
    ['a loop', 'await act(1);\nfor (const n of input.list) await act(n);\nreturn 1;'],
    ['a Map', 'await act(1);\nreturn (await mapConcurrently(input.list, 3, async (n) => await act(n))).length;'],
  ])('%s', async (_, body) => {
    const compilation = accepted(body);
    const { fits } = compilation.machines.main!.budget.repeats[0]!;
    expect(await run(compilation, listOf(fits))).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run(compilation, listOf(fits + 1))).toEqual({ status: 'FAILED', events: limit });
  });
});

describe('what is known to pass a limit is refused, and the most that fits is not', () => {
  test.each([
    ['turns', (count: number) => `for (let i = 0; i < ${count}; i++) await act(i);\nreturn 1;`, 3570],
    [
      'iterations',
      (count: number) =>
        `return await mapConcurrently(Array.from({ length: ${count} }, (_, i) => i), 3, async (n) => await act(n));`,
      3570,
    ],
    [
      'iterations of a loop',
      (count: number) =>
        `return await mapConcurrently([1, 2], 3, async () => {\n  for (let i = 0; i < ${count}; i++) await act(i);\n  return 1;\n});`,
      1784,
    ],
  ])('%s', async (_, body, most) => {
    const compilation = accepted(body(most));
    const { status, events } = await run(compilation);
    expect({ status, events }).toEqual({ status: 'SUCCEEDED', events: compilation.machines.main!.budget.events });
    expect(events).toBeGreaterThan(limit - 16);
    expect(findings(body(most + 1))).toEqual([expect.stringMatching(/ASL3002$/)]);
  });

  test.each([
    [
      'a text of 256 KiB with its quotes',
      (bytes: number) => `return (await say('x'.repeat(${bytes - 2}))).length;`,
      262_144,
      'ASL3005',
    ],
    [
      'a text in an object that is returned',
      (bytes: number) => `await act(1);\nreturn { text: 'x'.repeat(${bytes - 11}) };`,
      262_144,
      'ASL3005',
    ],
    [
      'a text that is kept',
      (bytes: number) =>
        `let text = 'é'.repeat(${(bytes - 2) / 2});\nif (await yes()) text = await say('x');\nreturn (await say(text)).length;`,
      262_144,
      'ASL3005',
    ],
    [
      'a wait',
      (seconds: number) => `const days = ${seconds} / 86_400;\nawait sleep(days * 86_400_000);\nreturn 1;`,
      31_536_000,
      'ASL3001',
    ],
  ])('%s', (_, body, most, code) => {
    expect(findings(body(most))).toEqual([]);
    expect(findings(body(most + 2))).toEqual([expect.stringContaining(code)]);
  });

  test('a wait whose length a function is told', () => {
    const waits = 'const pause = async (days: number): Promise<void> => await sleep(days * 86_400_000);\n';
    expect(findings(`${waits}await pause(300);\nreturn 1;`)).toEqual([]);
    expect(findings(`${waits}await pause(400);\nreturn 1;`)).toEqual([expect.stringMatching(/ASL3001$/)]);
  });

  test('a definition', () => {
    const texts = (count: number): string =>
      Array.from({ length: count }, (_, index) => `await say('${String(index).repeat(250_000)}');\n`).join('');
    expect(findings(`${texts(4)}return 1;`)).toEqual([]);
    expect(findings(`${texts(5)}return 1;`)).toEqual(['0:1 ASL3006']);
  });

  test.each([
    ['waits each time', (index: number) => `await act(${index});`, ['0:1 ASL3002', '0:1 ASL3006']],
    ['asks each time', (index: number) => `if (n > ${index}) await act(n);`, ['0:1 ASL3006']],
    ['computes step by step', (index: number) => `n = n * 2 + ${index};`, ['0:1 ASL3007']],
    ['adds to a list', (index: number) => `list.push(${index});`, ['0:1 ASL3007']],
    ['names what it computes', (index: number) => `const n${index} = n + ${index};`, []],
  ])('a function of 5,000 lines that %s', (_, line, found) => {
    const lines = Array.from({ length: 5000 }, (_, index) => line(index)).join('\n');
    expect(findings(`let n = input.n;\nconst list: number[] = [];\n${lines}\nreturn [n, list];`)).toEqual(found);
  });
});

describe('what may pass a limit is warned of', () => {
  test.each([
    [
      'a long loop that may be left',
      'for (let i = 0; i < 5000; i++) if (await yes()) break;\nreturn 1;',
      ['1:1 ASL3003'],
    ],
    [
      'a long loop that may be left out',
      'if (input.n > 1) {\n  for (let i = 0; i < 5000; i++) await act(i);\n}\nreturn 1;',
      ['2:3 ASL3003'],
    ],
    [
      'a long Map that may be left out',
      'if (input.n > 1) await mapConcurrently(Array.from({ length: 9000 }, (_, i) => i), 3, async (n) => await act(n));\nreturn 1;',
      ['1:24 ASL3003'],
    ],
    [
      'a long loop for each item',
      'await mapConcurrently(input.list, 3, async (n) => {\n  for (let i = 0; i < 5000; i++) await act(i + n);\n});\nreturn 1;',
      ['2:3 ASL3003'],
    ],
    [
      'a long loop for each turn of another',
      'for (const n of input.list) {\n  for (let i = 0; i < 5000; i++) await act(i + n);\n}\nreturn 1;',
      ['2:3 ASL3003'],
    ],
    [
      'two in a row, each of which is too long',
      'if (input.n > 1) {\n  for (let i = 0; i < 5000; i++) await act(i);\n} else if (input.n < 0) {\n  for (let i = 0; i < 6000; i++) await act(i);\n}\nreturn 1;',
      ['2:3 ASL3003', '4:3 ASL3003'],
    ],
    ['41 at once', 'return await mapConcurrently(input.list, 41, async (n) => await act(n));', ['1:14 ASL3004']],
    [
      'all of 41 at once',
      'return await Promise.all(Array.from({ length: 41 }, (_, i) => i).map(async (n) => await act(n)));',
      ['1:14 ASL3004'],
    ],
  ])('%s', (_, body, expected) => {
    const compilation = compileText(program(body));
    expect(errorsIn(compilation)).toEqual([]);
    expect(findings(body)).toEqual(expected);
  });

  test.each([
    ['a loop over a list that is given', 'for (const n of input.list) await act(n);\nreturn 1;'],
    ['a loop that waits', "while (!(await yes())) await sleep('1 minute');\nreturn 1;"],
    [
      'a loop that waits, and counts',
      'let tries = 0;\nwhile (!(await yes())) {\n  tries += 1;\n  await sleep(tries * 1000);\n}\nreturn tries > 3;',
    ],
    [
      'a loop that only a failure ends',
      "while (true) {\n  try {\n    await act(1);\n  } catch {\n    return 1;\n  }\n  await sleep('1 minute');\n}",
    ],
    ['40 at once', 'return await mapConcurrently(input.list, 40, async (n) => await act(n));'],
    ['a limit of 100 for 3 items', 'return await mapConcurrently([1, 2, 3], 100, async (n) => await act(n));'],
    ['all of a list that is given', 'return await Promise.all(input.list.map(async (n) => await act(n)));'],
  ])('but not of %s', (_, body) => {
    expect(findings(body)).toEqual([]);
  });

  test('a loop that nothing ends is refused: no definition may have one', () => {
    expect(findings("while (true) {\n  await act(1);\n  await sleep('1 day');\n}")).toEqual(['1:1 ASL3002']);
  });
});
