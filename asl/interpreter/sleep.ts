import type { Frame } from './frame.ts';

/** Waits for a moment of the frame's clock, or until the frame is cancelled. */
export async function sleepUntil({ run, cancellation }: Frame, moment: number): Promise<void> {
  if (moment <= run.clock.now()) return;
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
