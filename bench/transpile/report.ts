import { computer, installedVersion } from '../machine.ts';
import { median } from '../measure.ts';
import { measurementTable, ratioTable, type Comparison } from '../results.ts';
import { project } from './sides.ts';

/** The whole of `transpile-results.md`, from milliseconds. */
export function report({ ours, tsc }: Record<'ours' | 'tsc', readonly number[]>): string {
  const comparisons: Comparison[] = [
    {
      what: 'transpile all workflows',
      against: '`tsc --noEmit` of the same files',
      goal: { is: 'at most', ratio: 2 },
      unit: 'ms',
      ours,
      theirs: tsc,
    },
  ];
  return `# Benchmark of the compiler

Written by \`npm run bench:transpile\`. Medians; both sides were measured in turns, in one go, on one machine:

- ${computer()}
- Node ${process.version}, typescript ${installedVersion('typescript')}

${ratioTable(comparisons)}

${byRound(ours, tsc)}

## What each side does

Both are whole processes, from their start to their end, one at a time, and read \`${project}\`: the same entry file, all that it
imports and the same options. Each ran once before the first run that counts.

- **ours**: \`avesa transpile\` of the built package, which checks the types as \`tsc\` does, and writes three definitions with their
  source maps. They are compared with \`asl/definitions\` before the measurement.
- **tsc**: the compiler of the same \`typescript\` package, which writes nothing.

## Every measurement

${measurementTable(comparisons)}
`;
}

/** What else the machine does in the meantime changes less from one run to the next than over all of them. */
function byRound(ours: readonly number[], tsc: readonly number[]): string {
  const ratios = ours.map((milliseconds, round) => milliseconds / tsc[round]!);
  const [least, middle, most] = [Math.min(...ratios), median(ratios), Math.max(...ratios)].map((ratio) =>
    ratio.toFixed(2),
  );
  return `Of the ${ratios.length} rounds taken one by one, the ratio is ${least} x to ${most} x, in the median ${middle} x.`;
}
