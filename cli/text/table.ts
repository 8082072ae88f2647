import { oneLine } from './one-line.ts';

/** A heading; numbers stand to the right. */
export interface Column {
  heading: string;
  right?: boolean;
}

/** Rows under headings, columns two spaces apart, no trailing blanks. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, index) => cells.reduce((most, row) => Math.max(most, width(row[index] ?? '')), 0));
  return cells
    .map((row) =>
      columns
        .map(({ right }, index) => padded(row[index] ?? '', widths[index]!, right ?? false))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function padded(text: string, to: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return right ? blanks + text : text + blanks;
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** How many columns of a terminal the text takes. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += /[\p{M}\u200c\u200d]/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** The text's beginning, cut to at most `columns`; what was cut is marked. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += width(character);
    if (used > columns - 1) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}
