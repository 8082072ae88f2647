const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds since 1970 of a timestamp as the Amazon States Language has it, nothing for any other text: RFC 3339 with an
 * upper-case T, and an upper-case Z or an offset. https://states-language.net/#timestamps
 */
export function readTimestamp(text: string): number | undefined {
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The same of what a state is given as it runs, where AWS also takes lower-case letters and a time without seconds: Java's
 * ISO-8601 extended offset date-time.
 */
export function readDateTime(text: string): number | undefined {
  return readTimestamp(text.toUpperCase().replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00'));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
