import { createInterpreter, type Interpreter, type InterpreterOptions } from '../../../asl/interpreter/interpreter.ts';
import type { ExecutionDescription } from '../../../asl/interpreter/running-execution.ts';
import type { HistoryEvent } from '../../../asl/interpreter/history.ts';
import type { Json, State, StateMachine } from '../../../asl/spec/states.ts';

/** Where virtual time begins. */
export const startTime = Date.UTC(2026, 0, 1);

export interface Finished extends ExecutionDescription {
  history: HistoryEvent[];
  interpreter: Interpreter;
  /** Engine time from start to stop. */
  milliseconds: number;
}

/** Runs a definition to its end, on virtual time unless told otherwise. */
export async function run(
  definition: StateMachine,
  { input, ...options }: Partial<Omit<InterpreterOptions, 'machines'>> & { input?: Json } = {},
): Promise<Finished> {
  const interpreter = createInterpreter({
    machines: { machine: definition },
    startTime,
    seed: 'property',
    stallAfter: 1000,
    ...options,
  });
  const execution = interpreter.start({ machine: 'machine', name: 'run', ...(input === undefined ? {} : { input }) });
  const result = await execution.result;
  return {
    ...result,
    history: execution.history(),
    interpreter,
    milliseconds: Date.parse(result.stopDate!) - Date.parse(result.startDate),
  };
}

/** A machine of these states, the first of them at its start. */
export function machineOf(states: Record<string, State>, more: Partial<StateMachine> = {}): StateMachine {
  return { ...more, StartAt: Object.keys(states)[0]!, States: states };
}

/** A function's ARN; its handler is called by the name. */
export const lambda = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
