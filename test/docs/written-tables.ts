import type { Document } from './documents.ts';

/** The Markdown tables below a heading, before the next one: rows of cells, without the table's head. Code loses its quotes. */
export function tablesBelow({ name, text }: Document, heading: string): string[][][] {
  const [, below] = new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, 'm').exec(text) ?? [];
  if (below === undefined) throw new Error(`${name} has no heading '${heading}'`);
  return [...below.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').slice(2).map(cellsOf));
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1'));
