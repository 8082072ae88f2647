import type { Breaker } from '../ports.ts';

export const failuresToOpen = 5;
export const openMs = 300_000;

/** The breaker's three transitions, for every store alike. Each gives the very same object back where nothing changes. */
export const closed = (key: string): Breaker => ({ key, state: 'CLOSED', failures: 0, retry_ms: 0 });

/**
 * From `retry_ms` on an open breaker lets one probe through and is half open. A half-open one has its own `retry_ms`: a probe
 * whose process died reports nothing, and must not block for ever.
 */
export const admit = (breaker: Breaker, now: number): Breaker =>
  breaker.state === 'CLOSED' || now < breaker.retry_ms
    ? breaker
    : { ...breaker, state: 'HALF_OPEN', retry_ms: now + openMs };

/** Only the probe closes an open breaker: an answer to a request from before says nothing about now. */
export const succeed = (breaker: Breaker): Breaker =>
  breaker.state === 'OPEN' || (breaker.state === 'CLOSED' && breaker.failures === 0) ? breaker : closed(breaker.key);

/** Failures of requests from before it opened do not keep an open breaker open for longer. */
export const fail = (breaker: Breaker, now: number): Breaker => {
  if (breaker.state === 'OPEN') return breaker;
  const failures = breaker.failures + 1;
  return breaker.state === 'HALF_OPEN' || failures >= failuresToOpen
    ? { ...breaker, state: 'OPEN', failures, retry_ms: now + openMs }
    : { ...breaker, failures };
};
