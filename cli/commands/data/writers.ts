import type { Json } from '@duckdb/node-api';
import type { Column } from '../../../activities/duckdb.ts';
import { oneLine } from '../../text/one-line.ts';
import { table, width } from '../../text/table.ts';

/** Writes the rows of a query as they come. */
export interface RowWriter {
  rows(rows: readonly (readonly Json[])[]): void;
  end(): void;
}
type MakeWriter = (columns: readonly Column[], write: (text: string) => void) => RowWriter;

/** So many rows decide how wide the columns are; what comes later is not waited for. */
const rowsForWidths = 1_000;

export const tableWriter: MakeWriter = (columns, write) => {
  const headings = columns.map(({ name, type }) => ({ heading: oneLine(name), right: isNumber(type) }));
  let first: string[][] | undefined = [];
  let widths: number[] = [];
  const flush = () => {
    if (first === undefined) return;
    write(table(headings, first));
    widths = headings.map(({ heading }, index) =>
      Math.max(width(heading), ...first!.map((row) => width(oneLine(row[index] ?? '')))),
    );
    first = undefined;
  };
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const blanks = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(cell)));
        return headings[index]?.right ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd();
  return {
    rows(rows) {
      for (const row of rows) {
        const cells = row.map(cellOf);
        if (first === undefined) write(line(cells.map(oneLine)));
        else if (first.push(cells) === rowsForWidths) flush();
      }
    },
    end: flush,
  };
};

function isNumber(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
}

function cellOf(value: Json): string {
  if (value === null) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** An array with one object a line. */
export const jsonWriter: MakeWriter = (columns, write) => {
  let before: string | undefined;
  const flush = (end: string) => {
    if (before !== undefined) write(`${before}${end}`);
  };
  write('[');
  return {
    rows(rows) {
      for (const row of rows) {
        flush(',');
        before = JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
      }
    },
    end() {
      flush('');
      write(']');
    },
  };
};

/** https://www.rfc-editor.org/rfc/rfc4180; null is an empty field. */
export const csvWriter: MakeWriter = (columns, write) => {
  const line = (cells: readonly string[]) => {
    write(cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','));
  };
  line(columns.map(({ name }) => name));
  return {
    rows(rows) {
      for (const row of rows) line(row.map((value) => (value === null ? '' : cellOf(value))));
    },
    end: () => undefined,
  };
};
