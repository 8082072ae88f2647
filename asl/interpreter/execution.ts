import { limits } from '../spec/limits.ts';
import type { Json, JsonObject, Machine } from '../spec/states.ts';
import { Cancellation } from './cancellation.ts';
import type { Clock } from './clock.ts';
import { errors, ExecutionFailure, failureDetails, StateFailure, Unanswered } from './failure.ts';
import { Scope, type Frame } from './frame.ts';
import { History, whole, type HistoryEvent } from './history.ts';
import type { Host } from './host.ts';
import type { Payload } from './payload.ts';
import type { Program } from './program.ts';
import { seededRandom } from './random.ts';
import { runMachine } from './run-machine.ts';
import type { Run, Wait } from './run.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface StartOptions {
  /** A machine's name or ARN. */
  machine: string;
  input?: Json;
  /** Made from the seed if left out. */
  name?: string;
  parent?: Parent;
}

/** What an execution was started by. */
export interface Parent {
  run: Run;
  /** The last event before, in the run's history. */
  eventId: number;
  /** Whether a time-out there ends it too. */
  limited: boolean;
}

class Stopped extends Error {
  readonly details: { error?: string; cause?: string };

  constructor(details: { error?: string; cause?: string }) {
    super('the execution was stopped');
    this.details = details;
  }
}

class OutOfTime extends Error {}

export interface ExecutionParts {
  host: Host;
  clock: Clock;
  program: Program;
  machine: Machine;
  machineName: string;
  arn: string;
  machineArn: string;
  name: string;
  input: Payload;
  parent: Parent | undefined;
  /** Of its random numbers. */
  seed: string;
  /** Whole seconds of the execution. */
  timeoutSeconds?: number | undefined;
  /** Told of each state entered, for coverage. */
  entered: (machine: Machine, name: string) => void;
}

/** One execution. It starts when it is made and never throws: how it ended is in its status. */
export class Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly parent: Parent | undefined;
  readonly input: Json;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  stopTime: number | undefined;
  status: ExecutionStatus = 'RUNNING';
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** What was missing from outside, if that ended it. */
  unanswered: Unanswered | undefined;
  billedTransitions = 0;
  /** Settles when the execution has ended, in whatever way. */
  readonly ended: Promise<void>;
  readonly history: History;
  readonly waits = new Set<Wait>();
  readonly #clock: Clock;
  readonly #cancellation = new Cancellation();
  readonly #waiting = new Set<() => void>();

  constructor(parts: ExecutionParts) {
    this.arn = parts.arn;
    this.machineArn = parts.machineArn;
    this.name = parts.name;
    this.parent = parts.parent;
    this.input = parts.input.value;
    this.#clock = parts.clock;
    this.startTime = parts.clock.now();
    this.history = new History({
      now: () => parts.clock.now(),
      full: () =>
        this.#fail(
          new ExecutionFailure(errors.runtime, 'The execution reached the maximum number of history events (25000).'),
        ),
      added: () => {
        this.#notify();
      },
    });
    this.ended = this.#run(parts);
  }

  /** Ends it as ABORTED, no Catch runs. Without effect on one that has ended. */
  stop(error?: string, cause?: string): void {
    this.#cancellation.cancel(
      new Stopped({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) }),
    );
  }

  /** The events so far, then each as it happens, until the last. */
  async *events(): AsyncGenerator<HistoryEvent, void, undefined> {
    for (let id = 1; ; id += 1) {
      while (this.history.length < id) {
        if (this.status !== 'RUNNING') return;
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
      yield this.history.event(id)!;
    }
  }

  async #run(parts: ExecutionParts): Promise<void> {
    const { clock, machine, program, input, timeoutSeconds } = parts;
    const frame: Frame = {
      run: this.#runFor(parts),
      program,
      scope: new Scope(),
      thread: { last: 0 },
      cancellation: this.#cancellation,
      context: contextFor(parts, this.startTime),
    };
    this.history.add(frame.thread, 'ExecutionStarted', {
      input: input.text,
      inputDetails: whole,
      roleArn: roleArn(parts.host),
    });
    const forget =
      timeoutSeconds === undefined
        ? () => undefined
        : clock.at(this.startTime + 1000 * timeoutSeconds, () => {
            this.#cancellation.cancel(new OutOfTime());
          });
    try {
      const output = await runMachine(frame, machine, input);
      this.#cancellation.throwIfCancelled();
      this.#end('SUCCEEDED', frame.thread.last, 'ExecutionSucceeded', { output: output.text, outputDetails: whole });
      this.output = output.value;
    } catch (error) {
      this.#ended(error, frame);
    } finally {
      forget();
      // Whatever still runs for it, such as a handler that nobody waits for, is told.
      this.#cancellation.cancel(new Stopped({}));
      this.#notify();
    }
  }

  #runFor(parts: ExecutionParts): Run {
    const random = seededRandom(parts.seed);
    const { clock, host } = parts;
    return {
      id: this.arn,
      machineName: parts.machineName,
      host,
      clock,
      random,
      ambient: {
        get now() {
          return clock.now();
        },
        random: () => random.next(),
        uuid: () => random.uuid(),
      },
      history: this.history,
      waits: this.waits,
      limited: parts.timeoutSeconds !== undefined || parts.parent?.limited === true,
      runMachine,
      lastMoment: this.startTime + 1000 * limits.executionSeconds,
      expire: () => {
        this.#cancellation.cancel(new OutOfTime());
      },
      depth: parts.parent === undefined ? 0 : parts.parent.run.depth + 1,
      entered: (machine, name) => {
        this.billedTransitions += 1;
        parts.entered(machine, name);
      },
      retried: () => {
        this.billedTransitions += 1;
      },
    };
  }

  /** A bug of ours is a failed execution too: what others run beside it goes on. */
  #ended(error: unknown, { thread }: Frame): void {
    if (error instanceof Stopped) {
      Object.assign(this, error.details);
      this.#end('ABORTED', 0, 'ExecutionAborted', error.details);
    } else if (error instanceof OutOfTime) {
      // Measured on AWS: the event has the error, the description of the execution does not.
      this.#end('TIMED_OUT', 0, 'ExecutionTimedOut', { error: errors.timeout });
    } else {
      const failure = error instanceof StateFailure ? error : new ExecutionFailure(errors.runtime, unexpected(error));
      if (failure instanceof Unanswered) this.unanswered = failure;
      this.error = failure.errorName;
      this.cause = failure.failureCause;
      this.#end('FAILED', thread.last, 'ExecutionFailed', failureDetails(failure));
    }
  }

  #end(status: ExecutionStatus, last: number, type: string, details: object): void {
    this.stopTime = this.#clock.now();
    this.status = status;
    this.history.end({ last }, type, details);
  }

  #fail(failure: ExecutionFailure): never {
    this.#cancellation.cancel(failure);
    throw failure;
  }

  #notify(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function unexpected(error: unknown): string {
  if (error instanceof RangeError && error.message.includes('call stack')) return 'A value is nested too deeply.';
  return `a bug in the interpreter: ${String(error)}`;
}

export function roleArn({ accountId }: Host): string {
  return `arn:aws:iam::${accountId}:role/StepFunctionsRole`;
}

function contextFor(
  { host, arn, input, name, machineArn, machineName }: ExecutionParts,
  startTime: number,
): JsonObject {
  return {
    Execution: {
      Id: arn,
      Input: input.value,
      StartTime: new Date(startTime).toISOString(),
      Name: name,
      RoleArn: roleArn(host),
      RedriveCount: 0,
    },
    StateMachine: { Id: machineArn, Name: machineName },
  };
}
