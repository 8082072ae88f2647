import { TaskFailure, type TaskCall, type TaskHandlers } from '../../../asl/interpreter/tasks/handler.ts';
import type { Json } from '../../../asl/spec/states.ts';

/** Numbers from which the handlers of a random machine's tasks follow. */
export interface Plan {
  seed: number;
  /** One call of so many fails; 0 for none. */
  failEvery: number;
  /** The longest that a task takes, in milliseconds. */
  longest: number;
}

/** Handlers whose times and failures follow from the plan, the state's name and how often it has been called in the execution. */
export function handlersOf({ seed, failEvery, longest }: Plan): TaskHandlers {
  const calls = new Map<string, number>();
  const work = async (_: Json, call: TaskCall): Promise<Json> => {
    const place = `${call.executionArn}/${call.state}`;
    const count = calls.get(place) ?? 0;
    calls.set(place, count + 1);
    const number = mix(`${seed}/${call.state}/${count}`);
    const milliseconds = longest === 0 ? 0 : number % longest;
    const name = failEvery > 0 && (number >>> 8) % failEvery === 0 ? (number % 2 === 0 ? 'A' : 'B') : undefined;
    if (call.taskToken !== undefined) {
      void returnToken(call, milliseconds, name);
      return null;
    }
    await call.clock.sleep(milliseconds);
    if (name !== undefined) throw new TaskFailure(name, `call ${count} of ${call.state}`);
    return { call: count, milliseconds };
  };
  return { work };
}

async function returnToken(
  { callbacks, taskToken, clock, signal }: TaskCall,
  milliseconds: number,
  error?: string,
): Promise<void> {
  try {
    await clock.sleep(milliseconds);
    if (error === undefined) callbacks.sendTaskSuccess(taskToken!, { returned: milliseconds });
    else callbacks.sendTaskFailure(taskToken!, { error });
  } catch (failure) {
    // The state was timed out, aborted or stopped before.
    if (!signal.aborted && !(failure instanceof Error && failure.name === 'TaskTimedOut')) throw failure;
  }
}

function mix(text: string): number {
  let value = 7;
  for (const char of text) value = (Math.imul(value, 31) + char.codePointAt(0)!) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return (value ^ (value >>> 12)) >>> 0;
}
