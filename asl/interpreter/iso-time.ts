let last = { moment: NaN, text: '' };

/** Milliseconds since 1970 as ISO 8601. Kept for the next call: on a virtual clock most moments are the one before. */
export function isoTime(moment: number): string {
  if (moment !== last.moment) last = { moment, text: new Date(moment).toISOString() };
  return last.text;
}
