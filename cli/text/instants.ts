/** An instant of RFC 3339 for people, to the second: `2026-01-01 12:00:00 UTC`. */
export function instant(text: string | null): string {
  return text === null ? 'none' : text.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
