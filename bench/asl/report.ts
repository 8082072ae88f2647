import { computer, said } from '../machine.ts';
import { median } from '../measure.ts';
import { markdownTable, measurementTable, ratioTable, type Comparison } from '../results.ts';
import { awsLocalVersion } from './aws-local.ts';
import type { MemoryPart } from './memory-process.ts';
import { pythonEngines } from './python-engines.ts';

export interface Measured {
  /** The Python of the other engines. */
  python: string;
  comparisons: readonly Comparison[];
  map: { iterations: number; runs: readonly MemoryPart['ready'][] };
}

/** The whole of `asl-results.md`. */
export function report({ python, comparisons, map }: Measured): string {
  const engines = Object.entries(pythonEngines).map(([name, version]) => `${name} ${version}`);
  return `# Benchmark of the ASL interpreter

Written by \`npm run bench:asl\`. Medians; all sides of a row were measured in turns, in one go, on one machine:

- ${computer()}
- Node ${process.version}, aws-local-stepfunctions ${awsLocalVersion}
- ${said(python, ['--version'])}, ${engines.join(', ')}

${ratioTable(comparisons)}

The goal against the two Python engines is 5 x the faster of them.

${mapTable(map)}

## What each side does

- **loop**: a Pass with two expressions and a Choice, in turns. **chain**: 4,000 Pass states, each visited once; each has two
  expressions, one of which no other state has. Texts in the expressions are new for every run.
- **ours**: from the definition to the array of its history's events: validation, the run with its history recorded, the events as
  GetExecutionHistory has them. In the benchmark's own process, which has run such a machine before.
- **sfnx.testing**: what \`run\` takes, its checks included, in a process of its own that has run a short machine before. It keeps
  the names of the states, no history.
- **MiniStack**: the request that creates the machine, and from the event of the first state to the last event, so without a
  pause that it makes before each execution. Its server runs all the time and has run such a machine before.
- **aws-local-stepfunctions**: from the definition to the last event of its log, validation included; in the same process as ours.
- **the Map**: inline, a Pass with one expression for each item, each time in a process of its own that has run a Map of 10 items
  before. Heap in use is measured after a garbage collection: while the interpreter and the execution with its history are kept,
  then when nothing holds them any more. Resident memory is the process's peak (\`VmHWM\`, elsewhere \`getrusage\`).

## Every measurement

${measurementTable(comparisons)}
`;
}

function mapTable({ iterations, runs }: Measured['map']): string {
  const middle = (pick: (run: MemoryPart['ready']) => number) => median(runs.map(pick));
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return markdownTable(
    [`an inline Map of ${iterations.toLocaleString('en-US')} iterations, JSONata`, 'median'],
    [
      ['time', `${middle((run) => run.milliseconds).toFixed(0)} ms`],
      ['events in its history', String(middle((run) => run.events))],
      ['peak of resident memory, before', megabytes(middle((run) => run.peak_before))],
      ['peak of resident memory, at its end', megabytes(middle((run) => run.peak))],
      ['heap that the execution and its history keep', megabytes(middle((run) => run.kept))],
      ['heap that is left of it when they are let go', megabytes(middle((run) => run.left))],
    ],
  );
}
