import { afterAll, beforeAll, expect } from 'vitest';
import { createInterpreter, type Interpreter, type InterpreterOptions } from '../../asl/interpreter/interpreter.ts';
import type { RunningExecution } from '../../asl/interpreter/running-execution.ts';
import type { TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { Json, State, StateMachine } from '../../asl/spec/states.ts';
import { lambda, machineOf, startTime } from './properties/run.ts';

/** Fails the file's tests if anything is thrown past everybody: it would end the process of a user. */
export function expectNothingUnhandled(): void {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown) => unhandled.push(reason);
  beforeAll(() => {
    process.on('unhandledRejection', listener);
    process.on('uncaughtException', listener);
  });
  afterAll(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listener);
    process.off('uncaughtException', listener);
    expect(unhandled).toEqual([]);
  });
}

export type Options = Partial<Omit<InterpreterOptions, 'machines'>>;

export function start(
  definition: string | StateMachine,
  input: unknown = {},
  options: Options = {},
): { execution: RunningExecution; interpreter: Interpreter } {
  const interpreter = createInterpreter({
    machines: { machine: definition },
    startTime,
    seed: 'bad',
    stallAfter: 50,
    ...options,
  });
  return { interpreter, execution: interpreter.start({ machine: 'machine', input: input as Json, name: 'run' }) };
}

export const run = (...parts: Parameters<typeof start>) => start(...parts).execution.result;

export const task = (more: Partial<Extract<State, { Type: 'Task' }>> = {}) =>
  machineOf({ T: { Type: 'Task', Resource: lambda('work'), End: true, ...more } });

export const runTask = (work: TaskHandler, more: Parameters<typeof task>[0] = {}, options: Options = {}) =>
  run(task(more), {}, { tasks: { work }, ...options });

export const pass = (more: Partial<Extract<State, { Type: 'Pass' }>>) =>
  machineOf({ P: { Type: 'Pass', End: true, ...more } });

export const expression = (source: string) => pass({ QueryLanguage: 'JSONata', Output: `{% ${source} %}` });

export const nested = (depth: number, leaf: unknown = 1): unknown => {
  let value = leaf;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { in: value };
  return value;
};

export function cyclic(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

export function throwing(): unknown {
  return {
    get broken() {
      throw new Error('a getter that throws');
    },
  };
}
