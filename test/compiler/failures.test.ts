import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInterpreter, TaskFailure, type Json } from '../../asl/index.ts';
import { compileText, definitionsOf } from './compile-text.ts';
import { named } from './run/on-interpreter.ts';

const compilation = compileText(`
import { executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

const { act } = proxyActivities<{ act(): Promise<void> }>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function leaf(): Promise<void> {
  await act();
}
export async function branch(): Promise<void> {
  await executeChild(leaf);
}
export async function ofActivity(): Promise<{ type: string; message: string }> {
  try {
    await act();
  } catch (error) {
    return failureOf(error);
  }
  return { type: '', message: '' };
}
export async function ofChild(): Promise<{ type: string; message: string }> {
  try {
    await executeChild(leaf);
  } catch (error) {
    return failureOf(error);
  }
  return { type: '', message: '' };
}
export async function ofGrandchild(): Promise<{ type: string; message: string }> {
  try {
    await executeChild(branch);
  } catch (error) {
    return failureOf(error);
  }
  return { type: '', message: '' };
}
`);
const definitions = named(definitionsOf(compilation));

/** What a workflow reads of the failure of its activity, whose function failed with this error and this cause. */
async function read(machine: string, error: string, cause: string): Promise<Json | undefined> {
  const fail = () => {
    throw new TaskFailure(error, cause);
  };
  const interpreter = createInterpreter({ machines: definitions, tasks: { act: fail }, seed: 'failures' });
  return (await interpreter.start({ machine }).result).output;
}

const types = fc.stringMatching(/^[A-Z][A-Za-z.]{0,20}$/).filter((type) => !/^(States|Lambda|Sandbox)\./.test(type));
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'u', '0', ':', '{', '}', 'é', '😀') }),
);

test.each(['ofActivity', 'ofChild', 'ofGrandchild'])(
  "a function's own words are read again as they were: %s",
  async (machine) => {
    await fc.assert(
      fc.asyncProperty(types, texts, fc.array(texts, { maxLength: 2 }), async (type, message, trace) => {
        const cause = JSON.stringify({ errorType: type, errorMessage: message, trace });
        expect(await read(machine, type, cause)).toEqual({ type, message });
      }),
    );
  },
);

test.each(['ofActivity', 'ofChild', 'ofGrandchild'])('any cause can be read: %s', async (machine) => {
  const cut = fc
    .tuple(texts, fc.nat(60))
    .map(([message, length]) => JSON.stringify({ errorMessage: message }).slice(0, length));
  await fc.assert(
    fc.asyncProperty(types, fc.oneof(texts, fc.json(), cut), async (type, cause) => {
      expect(await read(machine, type, cause)).toEqual({ type, message: expect.any(String) as string });
    }),
  );
});
