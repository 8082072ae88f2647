import type { Json, Machine } from '../spec/states.ts';
import type { Cancellation } from './cancellation.ts';
import { isCatchable, StateFailure } from './failure.ts';
import { withinLimit } from './finish.ts';
import { Scope, type Frame, type Inner, type Visit } from './frame.ts';
import type { Thread } from './history.ts';
import type { Payload } from './payload.ts';

/** Thrown through the siblings of a failed branch or iteration; nothing but the state that holds them sees it. */
class Superseded extends Error {
  constructor() {
    super('another branch or iteration failed');
  }
}

/** The branches of a Parallel or the iterations of an inline Map. */
export interface Inners {
  count: number;
  /** How many run at once, at most. */
  limit: number;
  /** The event that the first of them follow. */
  startedId: number;
  /** Records the start of one behind `thread` and gives what it runs. */
  start: (
    index: number,
    thread: Thread,
  ) => Promise<{ machine: Machine; input: Payload }> | { machine: Machine; input: Payload };
  /** Gives the id of the event that it records. */
  succeeded?: (index: number, thread: Thread) => number;
  failed?: (index: number, thread: Thread) => unknown;
  aborted?: (index: number, thread: Thread) => unknown;
}

/**
 * Runs them, their outputs in their order. The first failure stops the others, is recorded as AWS records it, and is thrown
 * when all have ended.
 */
export async function runInners(visit: Visit, inners: Inners): Promise<Json[]> {
  const { cancellation, release } = visit.frame.cancellation.child();
  const outputs = new Array<Json>(inners.count);
  let next = 0;
  const slot = async (): Promise<void> => {
    const thread = { last: inners.startedId };
    while (next < inners.count && !cancellation.cancelled) {
      const index = next++;
      const { output, last } = await runOne(visit, inners, { index, thread, cancellation });
      outputs[index] = output.value;
      visit.frame.thread.last = last;
    }
  };
  try {
    const slots = Array.from({ length: Math.min(inners.limit, inners.count) }, slot);
    const settled = await Promise.allSettled(slots);
    visit.frame.cancellation.throwIfCancelled();
    const failures = settled.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
    const first = failures.find((reason) => !(reason instanceof Superseded));
    if (first !== undefined) throw first as Error;
    return outputs;
  } finally {
    release();
    visit.inner.clear();
  }
}

interface Place {
  index: number;
  thread: Thread;
  cancellation: Cancellation;
}

/** Gives the output, and the event that the end of the whole would point at. */
async function runOne(
  visit: Visit,
  inners: Inners,
  { index, thread, cancellation }: Place,
): Promise<{ output: Payload; last: number }> {
  const frame: Frame = { ...visit.frame, thread, cancellation, scope: new Scope(visit.frame.scope), active: undefined };
  const inner: Inner = { frame, index };
  try {
    const { machine, input } = await inners.start(index, thread);
    cancellation.throwIfCancelled();
    withinLimit(visit, input);
    visit.inner.add(inner);
    const output = await frame.run.runMachine(frame, machine, input);
    visit.inner.delete(inner);
    // Measured on AWS: the next iteration points at the last event inside, the end of the Map at the last iteration's own.
    return { output, last: inners.succeeded?.(index, { last: thread.last }) ?? thread.last };
  } catch (error) {
    if (error instanceof StateFailure && !cancellation.cancelled) {
      cancellation.cancel(new Superseded());
      // Measured on AWS: what cannot be caught ends the execution, with no word of the states around it.
      if (isCatchable(error)) recordFailure(visit, inners, inner, error.eventId || thread.last);
    } else cancellation.cancel(error as Error);
    throw error;
  }
}

/** Measured on AWS: the failed one first, then each that it stops, each followed by the state that it was in. */
function recordFailure(visit: Visit, inners: Inners, failed: Inner, eventId: number): void {
  if (visit.inner.has(failed)) {
    inners.failed?.(failed.index!, { last: eventId });
    recordAbort(failed.frame, eventId);
  }
  for (const inner of visit.inner) {
    if (inner === failed) continue;
    inners.aborted?.(inner.index!, { last: eventId });
    recordAbort(inner.frame, eventId);
  }
}

const abortable: readonly string[] = ['Task', 'Wait', 'Map', 'Parallel'];

function recordAbort(frame: Frame, eventId: number): void {
  const visit = frame.active;
  if (visit === undefined) return;
  for (const inner of visit.inner) recordAbort(inner.frame, eventId);
  if (abortable.includes(visit.state.Type)) {
    frame.run.history.add({ last: eventId }, `${visit.state.Type}StateAborted`);
  }
}
