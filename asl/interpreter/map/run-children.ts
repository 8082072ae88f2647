import type { MapState, Processor } from '../../spec/states.ts';
import { unlessCancelled } from '../cancellation.ts';
import type { Execution } from '../execution.ts';
import { errors, StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import type { Payload } from '../payload.ts';
import type { Tolerance } from './fields.ts';

export interface ChildInput {
  input: Payload;
  /** How many items it holds: a failed batch counts each of them. */
  items: number;
}

interface Children {
  processor: Processor;
  label: string;
  /** That began the run. */
  eventId: number;
  inputs: ChildInput[];
  concurrency: number;
  tolerance: Tolerance;
}

/** Runs a distributed Map's children, in their order; fails, and stops the others, once more failed than are tolerated. */
export async function runChildren(
  visit: Visit<MapState>,
  { processor, label, eventId, inputs, concurrency, tolerance }: Children,
): Promise<Execution[]> {
  const { run, program, cancellation: outer } = visit.frame;
  const { cancellation, release } = outer.child();
  const children: Execution[] = [];
  const total = inputs.reduce((sum, { items }) => sum + items, 0);
  let failed = 0;
  let next = 0;
  const slot = async (): Promise<void> => {
    while (next < inputs.length && !cancellation.cancelled) {
      const index = next++;
      const { input, items } = inputs[index]!;
      const child = run.host.startItem({ run, program, processor, label, input, eventId });
      children[index] = child;
      await unlessCancelled(child.ended, cancellation);
      if (child.unanswered !== undefined) cancellation.cancel(child.unanswered);
      if (child.status === 'SUCCEEDED') continue;
      failed += items;
      if (exceeds(tolerance, failed, total)) {
        cancellation.cancel(
          new StateFailure(
            errors.exceedToleratedFailureThreshold,
            'The specified tolerated failure threshold was exceeded',
          ),
        );
      }
    }
  };
  try {
    const slots = Array.from({ length: Math.min(concurrency, inputs.length) }, slot);
    const settled = await Promise.allSettled(slots);
    cancellation.throwIfCancelled();
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    return children;
  } finally {
    for (const child of children) child.stop();
    release();
  }
}

function exceeds({ count, percentage }: Tolerance, failed: number, total: number): boolean {
  // A threshold of 0 counts as one that is not set.
  if (count === 0 && percentage === 0) return failed > 0;
  return (count > 0 && failed > count) || (percentage > 0 && (100 * failed) / total > percentage);
}
