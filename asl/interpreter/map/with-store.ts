import { Cancellation, unlessCancelled } from '../cancellation.ts';
import { ExecutionFailure, Unanswered, type StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * Uses the object store as any code outside is used: virtual time stands still meanwhile, and what ends the state ends the wait.
 * What the store throws becomes the given failure.
 */
export async function withStore<T>(
  visit: Visit,
  use: (store: ObjectStore) => Promise<T>,
  failed: (reason: string) => StateFailure,
): Promise<T> {
  const { run, cancellation } = visit.frame;
  const { objects } = run.host;
  if (objects === undefined)
    throw new Unanswered(
      `The state '${visit.name}' reads or writes S3 objects, and the interpreter was given no object store.`,
    );
  const stalled = new Cancellation();
  const outside = run.clock.call(() => {
    if (!run.limited) stalled.cancel(new Unanswered(`The object store does not answer the state '${visit.name}'.`));
  });
  try {
    const used = Promise.resolve().then(() => use(objects));
    return await unlessCancelled(unlessCancelled(used, cancellation), stalled);
  } catch (error) {
    cancellation.throwIfCancelled();
    if (error instanceof ExecutionFailure) throw error;
    throw failed(error instanceof Error ? error.message : String(error));
  } finally {
    outside.end();
  }
}
