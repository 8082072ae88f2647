import { idOf, instant, type Edition } from './editions.ts';

/**
 * Ways in which a server spoils a record within a page that is otherwise right. Each keeps its closing bracket and quotes, so
 * that the records around it can still be told apart; the bytes differ from record to record.
 */
export const badKinds = [
  'scalar',
  'number',
  'array',
  'missing_id',
  'null_id',
  'bad_utf8',
  'not_a_number',
  'lone_surrogate',
  'control_character',
] as const;
export type BadKind = (typeof badKinds)[number];

export function badRecord(kind: BadKind, edition: Edition): Buffer {
  const id = String(idOf(edition.index));
  const rest = `"summary":"spoiled ${id}","_info":{"lastUpdated":"${instant(edition.updated)}"}}`;
  const texts: Record<BadKind, string> = {
    scalar: `"record ${id} could not be read"`,
    number: `-${id}00`,
    array: `[${id},"summary"]`,
    missing_id: `{${rest}`,
    null_id: `{"id":null,${rest}`,
    // A character cut in its middle, as a byte-wise limit on a column does: 0xC3 opens a pair that does not follow.
    bad_utf8: `{"id":${id},"city":"Z\u00c3rich",${rest}`,
    not_a_number: `{"id":${id},"actualHours":NaN,${rest}`,
    lone_surrogate: `{"id":${id},"label":"cut emoji \\ud83d",${rest}`,
    control_character: `{"id":${id},"notes":"first line\nsecond line",${rest}`,
  };
  // All of them are ASCII but for the one byte that is meant to be wrong.
  return Buffer.from(texts[kind], 'latin1');
}
