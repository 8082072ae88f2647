import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { table, type Column } from '../../text/table.ts';
import { billingRule, countedWithout, pricing } from './billing.ts';
import type { ComparedPath } from './compared-path.ts';
import { comparedPaths } from './compared-paths.ts';
import { extraStates, whyApart } from './differences.ts';
import { apartByReason, extraRows, pathRow, ratioOf, sameSteps, type PathRow } from './path-rows.ts';

/** Prints what each path is billed, ours beside the original's. */
export function explainCost({ json }: { json: boolean }, io: Io): ExitCode {
  if (json) {
    io.stdout(
      JSON.stringify(
        { rule: billingRule, counted: countedWithout, pricing, paths: comparedPaths.map(explained) },
        null,
        2,
      ),
    );
    return exitCodes.good;
  }
  io.stderr(`${billingRule}\n${countedWithout}\n${pricing}\n`);
  io.stdout(pathTable(sameSteps, ['level', 'within', 'ours', 'original', 'ratio', 'path']));
  io.stdout('\n+ ours only, and why:\n');
  io.stdout(table([{ heading: 'state' }, { heading: 'why' }], extraRows));
  io.stdout('\nPaths whose steps only one of the two has:');
  for (const [why, paths] of apartByReason())
    io.stdout(`\n${why}\n${pathTable(paths, ['level', 'within', 'ours', 'original', 'path'])}`);
  return exitCodes.good;
}

const columns: Readonly<Record<keyof PathRow, Column>> = {
  level: { heading: 'for each' },
  within: { heading: 'in' },
  ours: { heading: 'ours', right: true },
  original: { heading: 'original', right: true },
  ratio: { heading: 'ratio', right: true },
  path: { heading: 'path' },
};

/** The path comes last: it is the longest. */
function pathTable(paths: readonly ComparedPath[], shown: readonly (keyof PathRow)[]): string {
  const rows = paths.map(pathRow);
  return table(
    shown.map((name) => columns[name]),
    rows.map((row) => shown.map((name) => row[name])),
  );
}

/** For machines: `why` is null where both have the path, as `ratio` is where only one has. */
function explained(path: ComparedPath) {
  return {
    ...path,
    ratio: ratioOf(path),
    extra: path.extra.map((state) => ({ state, why: extraStates[path.machine]?.[state] ?? null })),
    why: whyApart(path) ?? null,
  };
}
