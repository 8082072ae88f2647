import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { openSqliteState } from '../activities/state/sqlite.ts';
import { tenantDefinition } from '../activities/tenants.ts';
import { startChild } from '../cli/parts/child.ts';
import type { pipelineOrchestrator } from '../workflows/index.ts';
import type { SourceReady } from './source-process.ts';

/** What all runs of our pipeline share. */
export interface Stage {
  /** The dev server's data folder; each run has its own state and lake below it. */
  data: string;
  client: Client;
  source: SourceReady;
}
export interface PipelineRun {
  /** From the workflow's start to its result. */
  seconds: number;
  /** The worker's most, in bytes. */
  peak_memory: number;
  lake: string;
}

/** One full read of a tenant's table by a worker that has just started, over new state and a new lake. */
export async function runPipeline(
  { data, client, source }: Stage,
  tenant: string,
  records: number,
): Promise<PipelineRun> {
  const folder = await mkdtemp(join(data, 'run-'));
  const [state, lake, peak] = ['state.db', 'lake', 'peak-memory'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(lake);
  await putTenant(state, source, tenant);
  const worker = await startChild({
    args: ['worker'],
    env: {
      ...process.env,
      ...source.env,
      // Our own server, whatever the user has.
      TEMPORAL_ADDRESS: '',
      AVESA_DATA: data,
      AVESA_STATE: state,
      AVESA_LAKE: lake,
      AVESA_BENCH_PEAK_MEMORY: peak,
      NODE_OPTIONS: `--import=${new URL('report-peak-memory.js', import.meta.url).href}`,
    },
    log: join(folder, 'worker.log'),
    signal: new AbortController().signal,
  });
  try {
    const started = performance.now();
    const output = await client.workflow.execute<typeof pipelineOrchestrator>('pipelineOrchestrator', {
      workflowId: `bench-${folder.slice(-6)}`,
      taskQueue: 'avesa',
      args: [{ tenant_id: tenant }],
    });
    const seconds = (performance.now() - started) / 1000;
    if (output.status !== 'completed' || output.total_records_processed !== records) {
      throw new Error(`the pipeline's run was not whole: ${JSON.stringify(output)}; see ${folder}`);
    }
    await worker.stop(30_000);
    return { seconds, peak_memory: Number(await readFile(peak, 'utf8')), lake };
  } finally {
    await worker.stop(1_000);
  }
}

/** Only the big table, under a name of its own: the merge into canonical tables is nothing that the others do. */
async function putTenant(statePath: string, source: SourceReady, tenantId: string): Promise<void> {
  const demo = source.tenants.find(({ tenant_id }) => tenant_id === tenantId)!;
  const connectwise = {
    ...demo.services!['connectwise']!,
    limits: { per_second: 100_000, burst: 100_000 },
    tables: { work: { path: '/time/entries', page_size: 1_000 } },
  };
  const state = await openSqliteState(statePath);
  try {
    await state.tenants.put(tenantDefinition.parse({ ...demo, services: { connectwise } }));
  } finally {
    await state.close();
  }
}
