/** Hosts' clocks agree to within this; a greater difference means that a clock was set back. */
const clockSkewMs = 5_000;

/**
 * A token bucket kept as one number, the moment at which it is full again (the generic cell rate algorithm).
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 * @returns `wait` 0 and the bucket without the token, or the milliseconds after which one may be there
 */
export const takeToken = (
  fullAtMs: number,
  bucket: { per_second: number; burst: number },
  now: number,
): { wait: number; full_at_ms: number } => {
  const interval = 1000 / bucket.per_second;
  const room = (bucket.burst - 1) * interval;
  // An empty bucket is full after `burst` intervals. Further away lies only what a clock that ran ahead has left: without this
  // line the bucket would stay shut until the clock has caught up.
  const ranAhead = fullAtMs - now > bucket.burst * interval + clockSkewMs;
  const fullAt = ranAhead ? now + room : Math.max(fullAtMs, now);
  const wait = Math.ceil(fullAt - now - room);
  return wait > 0 ? { wait, full_at_ms: fullAtMs } : { wait: 0, full_at_ms: fullAt + interval };
};
