/**
 * Does the work of a Task: gets its effective input and gives its result, anything that `JSON.stringify` takes. What it throws
 * fails the task: the error's `name` is the name that Retry and Catch see.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as AWS's own Handler: whoever writes it knows its input
export type TaskHandler<Input = any> = (input: Input, call: TaskCall) => unknown;

/** Handlers by what they stand for: a function's name or ARN, a service's action (`sqs:sendMessage`), a whole Resource, `*`. */
export type TaskHandlers = Readonly<Record<string, TaskHandler>>;

/** What a handler is told of the call. */
export interface TaskCall {
  resource: string;
  /** The state's name. */
  state: string;
  executionArn: string;
  /** Attempts before this one. */
  retryCount: number;
  /** After which this attempt is given up, if its state says so. */
  timeoutSeconds: number | undefined;
  /** Aborted when nothing will come of the call any more: a time-out, a failed sibling, a stop. */
  signal: AbortSignal;
  /** The execution's time. Under a virtual clock a handler has to sleep on this one, or it sleeps in real time. */
  clock: TaskClock;
  /** In a task that waits for a callback, where its context object has the same. */
  taskToken: string | undefined;
  callbacks: Callbacks;
}

export interface TaskClock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Rejects with the signal's reason when the call is aborted. */
  sleep: (milliseconds: number) => Promise<void>;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token */
export interface Callbacks {
  /** `output` is a value; JSON text comes as a string. Throws `TaskTokenError` for a token that nothing waits for. */
  sendTaskSuccess: (token: string, output: unknown) => void;
  sendTaskFailure: (token: string, failure?: { error?: string; cause?: string }) => void;
  sendTaskHeartbeat: (token: string) => void;
}

/** Known by this: a module of handlers may have a copy of this package of its own. */
const brand = Symbol.for('avesa.TaskFailure');

/** For a handler to fail with exactly this error and cause. Left out, the history has none either. */
export class TaskFailure extends Error {
  readonly [brand] = true;
  readonly errorName: string | undefined;
  readonly failureCause: string | undefined;

  constructor(errorName?: string, failureCause?: string) {
    super(`${errorName ?? 'a task failed'}: ${failureCause ?? ''}`);
    this.name = 'TaskFailure';
    this.errorName = errorName;
    this.failureCause = failureCause;
  }
}

export function isTaskFailure(thrown: unknown): thrown is TaskFailure {
  return typeof thrown === 'object' && thrown !== null && brand in thrown;
}

/** What somebody called with a token that is wrong or too late. `name` is the API's error. */
export class TaskTokenError extends Error {
  constructor(name: 'InvalidToken' | 'TaskTimedOut' | 'InvalidOutput', message: string) {
    super(message);
    this.name = name;
  }
}
