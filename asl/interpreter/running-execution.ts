import type { Json } from '../spec/states.ts';
import type { Execution, ExecutionStatus } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Wait } from './run.ts';

/** An execution as DescribeExecution has it. Times are ISO 8601; what it does not have yet is left out. */
export interface ExecutionDescription {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: string;
  stopDate?: string;
  input: Json;
  output?: Json;
  error?: string;
  cause?: string;
  /** State transitions that AWS would bill: each state entered, and each retry. */
  billedTransitions: number;
}

export interface RunningExecution {
  readonly executionArn: string;
  readonly status: ExecutionStatus;
  /** Of one that another started: that one, and the last event before in its history, such as TaskStarted or MapRunStarted. */
  readonly startedBy: { executionArn: string; eventId: number } | undefined;
  /** Resolves when it has ended, however it did. */
  readonly result: Promise<ExecutionDescription>;
  describe: () => ExecutionDescription;
  /** As GetExecutionHistory gives it; only events with a higher id than `after`, if it is given. */
  history: (after?: number) => HistoryEvent[];
  /** What its states wait for now, the oldest wait first. AWS tells this nowhere. */
  waits: () => Wait[];
  /** The events so far, then each as it happens, until the last. */
  events: () => AsyncGenerator<HistoryEvent, void, undefined>;
  /** As StopExecution: ABORTED, no Catch runs. */
  stop: (failure?: { error?: string; cause?: string }) => void;
}

const handles = new WeakMap<Execution, RunningExecution>();

/** The one handle of an execution. */
export function running(execution: Execution): RunningExecution {
  let handle = handles.get(execution);
  if (handle === undefined) handles.set(execution, (handle = handleOf(execution)));
  return handle;
}

function handleOf(execution: Execution): RunningExecution {
  return {
    executionArn: execution.arn,
    startedBy: execution.parent && { executionArn: execution.parent.run.id, eventId: execution.parent.eventId },
    get status() {
      return execution.status;
    },
    result: execution.ended.then(() => describe(execution)),
    describe: () => describe(execution),
    history: (after) => execution.history.events(after),
    waits: () => [...execution.waits],
    events: () => execution.events(),
    stop: ({ error, cause } = {}) => {
      execution.stop(error, cause);
    },
  };
}

function describe(execution: Execution): ExecutionDescription {
  const { stopTime, output, error, cause } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startTime).toISOString(),
    ...(stopTime === undefined ? {} : { stopDate: new Date(stopTime).toISOString() }),
    input: copyOf(execution.input),
    ...(output === undefined ? {} : { output: copyOf(output) }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    billedTransitions: execution.billedTransitions,
  };
}

/** Whoever gets it may change it: the execution, and the definition that it may be a part of, stay as they are. */
function copyOf(json: Json): Json {
  return JSON.parse(JSON.stringify(json)) as Json;
}
