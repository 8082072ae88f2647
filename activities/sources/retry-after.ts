/** A source that asks for more is asked again after this. */
const longestMs = 86_400_000;

/**
 * How long an answer asks to wait, in milliseconds; undefined where it does not say.
 * A date is compared with the answer's own `Date`, since the source's clock and ours may differ.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  const until = Date.parse(text);
  if (text === '' || Number.isNaN(until)) return undefined;
  const sent = Date.parse(headers['date'] ?? '');
  return Math.min(Math.max(0, until - (Number.isNaN(sent) ? now : sent)), longestMs);
}
