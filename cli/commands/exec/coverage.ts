import type { MachineCoverage } from '../../../asl/interpreter/coverage.ts';
import type { Line } from '../../screen.ts';
import { count, counted } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';
import { table } from '../../text/table.ts';

/** Of two runs of the same machines. */
export function addedCoverage(a: readonly MachineCoverage[], b: readonly MachineCoverage[]): MachineCoverage[] {
  return a.map(({ machine, states }, index) => ({
    machine,
    states: states.map(({ name, entered }, state) => ({ name, entered: entered + b[index]!.states[state]!.entered })),
  }));
}

/** A table of all states, and how many were never entered. */
export function coverageLines(coverage: readonly MachineCoverage[]): Line[] {
  const rows = coverage.flatMap(({ machine, states }) => states.map((state) => ({ machine, ...state })));
  const columns = [{ heading: 'state machine' }, { heading: 'state' }, { heading: 'entered', right: true }];
  const cells = rows.map(({ machine, name, entered }) => [machine, name, entered === 0 ? 'never' : count(entered)]);
  const [heading, ...lines] = table(columns, cells).split('\n');
  const missed = rows.filter(({ entered }) => entered === 0).length;
  return [
    { text: heading! },
    ...lines.map((text, index): Line => (rows[index]!.entered === 0 ? { text, tone: 'warning' } : { text })),
    missed === 0
      ? { text: `all of ${counted(rows.length, 'state')} entered`, tone: 'good' }
      : {
          text: oneLine(`${count(rows.length - missed)} of ${counted(rows.length, 'state')} entered`),
          tone: 'warning',
        },
  ];
}
