import type { StateFailure } from './failure.ts';
import type { Visit } from './frame.ts';
import type { Wait } from './run.ts';

/**
 * Waits for a moment of the execution's clock, or until the frame is cancelled.
 *
 * @param failure what the wait is the back-off of
 */
export async function sleepUntil(visit: Visit, moment: number, failure?: StateFailure): Promise<void> {
  const { run, thread } = visit.frame;
  if (moment <= run.clock.now()) return;
  const wait: Wait = { state: visit.name, until: moment, lastEventId: thread.last, retry: undefined };
  if (failure !== undefined) {
    const { errorName: error, failureCause: cause } = failure;
    wait.retry = { count: visit.retryCount + 1, error, cause };
  }
  run.waits.add(wait);
  try {
    await sleep(visit, moment);
  } finally {
    run.waits.delete(wait);
  }
}

async function sleep({ frame: { run, cancellation } }: Visit, moment: number): Promise<void> {
  const isLast = moment > run.lastMoment;
  await new Promise<void>((resolve, reject) => {
    const forget = run.clock.at(isLast ? run.lastMoment : moment, () => {
      release();
      resolve();
    });
    const release = cancellation.onCancel(() => {
      forget();
      reject(cancellation.reason);
    });
  });
  if (isLast) run.expire();
  cancellation.throwIfCancelled();
}
