import type { Interpreter } from '../../asl/interpreter/interpreter.ts';
import type { RunningExecution } from '../../asl/interpreter/running-execution.ts';
import { advance, newExecution, type Pause } from './execution.ts';
import { eventReader, failureIn, type EventReader } from './interpreter-events.ts';
import type { Follow, Tracked } from './tracked.ts';

interface InProcess extends Tracked {
  running: RunningExecution;
  reader: EventReader;
  lastEventId: number;
}

/** Reads the histories of an execution of the interpreter and of all that it started. */
export function followInterpreter(interpreter: Interpreter, root: RunningExecution): Follow {
  const all = new Map<string, InProcess>();
  let known = 0;

  function track(running: RunningExecution, parent: InProcess | null): void {
    const { name, stateMachineArn, input } = running.describe();
    all.set(running.executionArn, {
      workflowId: name,
      runId: running.executionArn,
      workflow: stateMachineArn.split(':').at(-1)!,
      input,
      parent,
      execution: newExecution(),
      retrying: [],
      running,
      reader: eventReader(),
      lastEventId: 0,
    });
  }

  track(root, null);
  return () => {
    const started = interpreter.executions(known);
    known += started.length;
    for (const running of started) {
      const parent = all.get(running.startedBy?.executionArn ?? '');
      if (parent !== undefined) track(running, parent);
    }
    for (const tracked of all.values()) if (tracked.execution.end === null) read(tracked);
    return Promise.resolve([...all.values()]);
  };
}

function read(tracked: InProcess): void {
  const { running, reader, execution } = tracked;
  for (const event of running.history(tracked.lastEventId)) {
    tracked.lastEventId = event.id;
    for (const step of reader.read(event)) advance(execution, step);
  }
  execution.retries = reader.retries();
  execution.pauses = new Map(running.waits().map((wait, index) => [String(index), pauseOf(wait, reader)]));
}

function pauseOf(
  { until, lastEventId, retry }: ReturnType<RunningExecution['waits']>[number],
  reader: EventReader,
): Pause {
  const { subject, failure } = reader.placeOf(lastEventId);
  if (retry === undefined) return { until_ms: until, subject, reason: failure, attempt: 0 };
  return { until_ms: until, subject, reason: failureIn(retry.error, retry.cause), attempt: retry.count + 1 };
}
