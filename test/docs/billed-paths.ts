import { apartByReason, extraRows, pathRow, sameSteps, type PathRow } from '../../cli/commands/cost/path-rows.ts';
import { code, markdownTable } from './field-tables.ts';

const cells = ({ level, within, ours, original, path }: PathRow) => [level, code(within), path, ours, original];

/** Paths whose steps both sets of definitions have. */
export function billedPaths(): string {
  const rows = sameSteps.map(pathRow).map((row) => [...cells(row), row.ratio]);
  return markdownTable(['for each', 'in', 'path', 'ours', 'the original', 'ratio'], rows);
}

export const billedExtraStates = (): string =>
  markdownTable(
    ['state', 'why'],
    extraRows.map(([state, why]) => [code(state), why]),
  );

export function billedPathsApart(): string {
  const rows = [...apartByReason()].flatMap(([why, paths]) => paths.map((path) => [...cells(pathRow(path)), why]));
  return markdownTable(['for each', 'in', 'path', 'ours', 'the original', 'why'], rows);
}
