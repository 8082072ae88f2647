import type { Json, JsonObject, State } from '../spec/states.ts';
import type { Cancellation } from './cancellation.ts';
import { errors, StateFailure } from './failure.ts';
import type { Thread } from './history.ts';
import type { Payload } from './payload.ts';
import type { Program } from './program.ts';
import type { Run } from './run.ts';

/** What one execution, branch or iteration knows. Made anew for each of them: nothing of it is shared but what lies above. */
export interface Frame {
  readonly run: Run;
  readonly program: Program;
  readonly scope: Scope;
  readonly thread: Thread;
  readonly cancellation: Cancellation;
  /** The context object without what belongs to one state. */
  readonly context: JsonObject;
  /** The visit under way. */
  active?: Visit | undefined;
}

/** The variables of a scope. An inner scope reads those around it and never changes them. */
export class Scope {
  readonly #values = new Map<string, Json>();
  readonly #sizes = new Map<string, number>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  get(name: string): Json | undefined {
    const value = this.#values.get(name);
    return value === undefined ? this.#outer?.get(name) : value;
  }

  /** Bytes of UTF-8 of the values here and around. */
  get bytes(): number {
    let sum = this.#outer?.bytes ?? 0;
    for (const size of this.#sizes.values()) sum += size;
    return sum;
  }

  assign(name: string, value: Json, bytes: number): void {
    this.#values.set(name, value);
    this.#sizes.set(name, bytes);
  }
}

/** One visit to a state, from its StateEntered to its StateExited, over all its attempts. */
export interface Visit<S extends State = State> {
  readonly frame: Frame;
  readonly name: string;
  readonly state: S;
  readonly jsonata: boolean;
  readonly input: Payload;
  /** The id of its StateEntered event. */
  readonly eventId: number;
  /** The id of the event before that. */
  readonly previousEventId: number;
  readonly enteredTime: string;
  /** Attempts after the first. */
  retryCount: number;
  /** The branches or iterations that it started and that have not ended. */
  readonly inner: Set<Inner>;
  /** Of a task that waits for a callback or a job. */
  taskToken?: string | undefined;
}

export interface Inner {
  frame: Frame;
  /** Of an iteration. */
  index?: number;
}

/** How a state ended: where it goes on, nowhere if it was the last. */
export interface Outcome {
  output: Payload;
  next: string | undefined;
  /** Variables to set as the state is left. */
  assigned?: [string, Json][] | undefined;
}

/** The context object. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextOf(visit: Visit, more?: JsonObject): JsonObject {
  const { name, enteredTime, retryCount, state, taskToken } = visit;
  // Measured on AWS: a state that cannot be retried has no count of retries.
  const counted = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  return {
    ...visit.frame.context,
    State: { Name: name, EnteredTime: enteredTime, ...(counted ? { RetryCount: retryCount } : {}) },
    ...(taskToken === undefined ? {} : { Task: { Token: taskToken } }),
    ...more,
  };
}

/** Records an event behind the frame's last one; nothing of a cancelled frame is recorded any more. */
export function record({ cancellation, run, thread }: Frame, type: string, details?: object): number {
  cancellation.throwIfCancelled();
  return run.history.add(thread, type, details);
}

/** AWS's words around whatever goes wrong with a state itself. */
export function causeIn(visit: Visit, text: string): string {
  return `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.eventId}). ${text}`;
}

export function runtimeFailure(visit: Visit, text: string): StateFailure {
  return new StateFailure(errors.runtime, causeIn(visit, text));
}
