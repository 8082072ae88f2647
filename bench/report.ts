import type { Loads } from './loads.ts';
import type { Memory } from './memory.ts';
import { measurementTable, ratioTable, type Comparison } from './results.ts';
import { shape } from './workflow-overhead.ts';

export interface Measured {
  machine: string[];
  /** Records of the one big table. */
  records: number;
  loads: Loads;
  workflows: Record<'ours' | 'bare', number[]>;
  memory: Memory;
  /** Records of the two tables whose workers' memory is compared. */
  memory_records: Record<'less' | 'more', number>;
}

/** The result as people read it: the ratios, what each side is, every measurement. */
export function report({ machine, records, loads, workflows, memory, memory_records }: Measured): string {
  const rate = (seconds: number) => `${thousands(records / seconds)} records/s`;
  const load = `${thousands(records)} records, API to Parquet`;
  const { tenants, tables, chunks } = shape;
  const comparisons: Comparison[] = [
    {
      what: load,
      against: 'dlt',
      goal: { is: 'at least', ratio: 10 },
      unit: 's',
      ours: loads.ours,
      theirs: loads.dlt,
      meaning: rate,
    },
    {
      what: load,
      against: 'a bare loop',
      goal: { is: 'at most', ratio: 1.5 },
      unit: 's',
      ours: loads.ours,
      theirs: loads.floor,
      meaning: rate,
    },
    {
      what: `workflows of ${tenants} tenants x ${tables} tables x ${chunks} chunks, empty activities`,
      against: 'the barest workflows',
      goal: { is: 'at most', ratio: 1.2 },
      unit: 's',
      ours: workflows.ours,
      theirs: workflows.bare,
    },
    {
      what: `a worker's peak memory, ${thousands(memory_records.more)} records`,
      against: `${thousands(memory_records.less)} records`,
      goal: { is: 'at most', ratio: 1.2 },
      unit: 'MB',
      ours: memory.more,
      theirs: memory.less,
    },
  ];
  return (
    [
      '# Benchmark',
      'Written by `npm run bench`. Medians; all sides were measured in turns, in one go, on one machine:',
      machine.map((line) => `- ${line}`).join('\n'),
      ratioTable(comparisons),
      sides,
      '## Every measurement',
      measurementTable(comparisons),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

const thousands = (value: number) => Math.round(value).toLocaleString('en-US');

const sides = `## What each side does

All read the same table of the demo source, which runs in a process of its own without faults: the time entries of ConnectWise's
API (tickets have integers beyond 64 bits, at which dlt stops), pages of 1,000 records, three requests under way at once,
connections kept.

- **ours**: one run of the whole pipeline for one tenant with this one table. From the start of \`pipelineOrchestrator\` to its
  result, so with its three levels of workflows on a dev server with its database on disk, the plan with its requests for the
  keys to divide at, 20 chunks, the checks of pages and records, checkpoints, the commit. The worker (\`avesa worker\`) has just
  started, with a new state store and a new lake: its start is not counted, its first steps are.
- **dlt**: \`pipeline.run\` of its \`rest_api\` source into its filesystem destination, Parquet. Not counted: Python's start and
  the imports. Three ranges of keys as resources of one table with \`parallelized\`, nested values kept in their row
  (\`max_table_nesting=0\`), files of 50,000 rows and a normalizer process for each core: of the settings that dlt's page
  on performance names the fastest on this table. It types each column; we keep each record's own text.
- **a bare loop**: undici and DuckDB in one Node process. Three loops, each over a third of the keys, write pages to files and
  every 15 pages by \`COPY\` to Parquet, zstd, with our raw zone's columns. Counted from before DuckDB is opened.
- **the barest workflows**: the same children and activities with the same payloads, as many at once, without constructs, without
  handling of failures, on a worker with the SDK's own settings; ours run on our worker as it is. Each side has a process of its
  own and one run before the first that counts.
- **memory**: the peak resident memory of the \`avesa worker\` process (\`VmHWM\`, elsewhere \`getrusage\`) from its start to its
  end, one run of the pipeline each.`;
