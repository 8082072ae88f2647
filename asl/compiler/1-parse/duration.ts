/** Durations as Temporal's SDK reads them, by the `ms` package: https://github.com/vercel/ms */
const units: readonly [RegExp, number][] = [
  [/^(ms|msecs?|milliseconds?)?$/, 1],
  [/^(s|secs?|seconds?)$/, 1_000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
  [/^(w|weeks?)$/, 604_800_000],
  [/^(y|yrs?|years?)$/, 31_557_600_000],
];

/** Milliseconds; undefined for what is no duration. */
export function durationMs(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration;
  if (typeof duration !== 'string') return undefined;
  const [, amount, unit = ''] = /^(-?\d*\.?\d+) *([a-z]*)$/.exec(duration.toLowerCase()) ?? [];
  const scale = units.find(([pattern]) => pattern.test(unit))?.[1];
  return amount === undefined || scale === undefined ? undefined : Number(amount) * scale;
}
