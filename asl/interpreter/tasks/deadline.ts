import type { Cancellation } from '../cancellation.ts';
import { errors, StateFailure } from '../failure.ts';
import type { Frame } from '../frame.ts';

/** How long a task may take, in whole seconds; without a limit nothing is given. */
export interface TimeLimits {
  timeoutSeconds?: number | undefined;
  heartbeatSeconds?: number | undefined;
}

export interface Deadline {
  /** Cancelled with the failure to report when a limit is passed, or with what cancelled the state. */
  cancellation: Cancellation;
  /** A heartbeat came. It does not move the time-out. */
  beat: () => void;
}

/** Runs `work` within its time limits. */
export async function withinLimits<T>(
  frame: Frame,
  limits: TimeLimits,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const { clock } = frame.run;
  const { cancellation, release } = frame.cancellation.child();
  const passed = (missedHeartbeat: boolean) => () => {
    cancellation.cancel(new StateFailure(errors.timeout, undefined, { missedHeartbeat }));
  };
  const after = (seconds: number | undefined, fire: () => void) =>
    seconds === undefined ? () => undefined : clock.at(clock.now() + 1000 * seconds, fire);
  const forgetTimeout = after(limits.timeoutSeconds, passed(false));
  let forgetHeartbeat = after(limits.heartbeatSeconds, passed(true));
  const beat = () => {
    forgetHeartbeat();
    forgetHeartbeat = after(limits.heartbeatSeconds, passed(true));
  };
  try {
    return await work({ cancellation, beat });
  } finally {
    forgetTimeout();
    forgetHeartbeat();
    release();
  }
}
