import type { Step } from '../../../bench/asl/sfnx.ts';
import { createInterpreter, InvalidDefinition } from '../../../asl/interpreter/interpreter.ts';
import { TaskFailure, type TaskHandler } from '../../../asl/interpreter/tasks/handler.ts';
import type { Json, StateMachine } from '../../../asl/spec/states.ts';
import type { DifferentialMachine } from './machine.ts';
import { failed, type Calls, type Outcome } from './outcome.ts';

export async function runOnOurs({ definition, input = {}, tasks = {} }: DifferentialMachine): Promise<Outcome> {
  const calls: Calls = {};
  try {
    const interpreter = createInterpreter({
      machines: { machine: definition as unknown as StateMachine },
      tasks: { '*': answering(tasks, calls) },
      startTime: Date.UTC(2026, 0, 1),
      seed: 'differential',
    });
    const { status, output, error = '', cause = '' } = await interpreter.start({ machine: 'machine', input }).result;
    return { ...(status === 'SUCCEEDED' ? { output: output! } : failed(error, cause)), calls };
  } catch (error) {
    if (error instanceof InvalidDefinition) return { refused: true };
    throw error;
  }
}

function answering(tasks: Record<string, Step[]>, calls: Calls): TaskHandler {
  return (input, { state }) => {
    const given = (calls[state] ??= []);
    given.push(input as Json);
    const steps = tasks[state]!;
    const step = steps[Math.min(given.length, steps.length) - 1]!;
    if ('throw' in step) throw new TaskFailure(step.throw.error, step.throw.cause);
    return step.return;
  };
}
