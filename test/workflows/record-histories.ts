import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporal } from '@temporalio/proto';
import {
  ChunkStopped,
  InvalidInput,
  SourcePaused,
  SourceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../activities/errors.ts';
import type { PipelineInput } from '../../workflows/shapes.ts';
import { endOf, historyToObject, startRig } from './rig.ts';
import { createStage, pipeline, plan, processed, tables, type Script } from './script.ts';

/**
 * Histories of runs that between them take every path, in `histories/RUN.json`: a change of a workflow that would break runs
 * which are open when it is deployed does not replay them. `UPDATE=1 npx vitest run test/workflows/histories.test.ts` records
 * them anew; do so only for a change that is meant.
 */
export interface RecordedExecution {
  workflowId: string;
  history: temporal.api.history.v1.IHistory;
}

const folder = fileURLToPath(new URL('histories/', import.meta.url));

const runs: Record<string, { script: Script; input?: PipelineInput; cancel?: true }> = {
  'many-tenants': {
    script: {
      initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme', 'globex', 'initech']),
      discoverTenantTables: ({ tenant_config: { tenant_id } }) =>
        tenant_id === 'globex' ? { table_count: 0 } : tables(['crm/tickets', 'crm/contacts']),
    },
  },
  'single-tenant': {
    script: { initializePipeline: ({ execution_id }) => pipeline(execution_id, ['acme'], 'single-tenant') },
    input: { tenant_id: 'acme', force_full_sync: true, chunk_size_override: 100, priority: 'high' },
  },
  'tenant-batches': {
    script: {
      initializePipeline: ({ execution_id, batch }) =>
        batch == null
          ? {
              ...pipeline(execution_id, [], 'batched'),
              batches: [0, 1].map((index) => ({ job_id: execution_id, execution_id, index, tenants: 1 })),
            }
          : { ...pipeline(batch.execution_id, [`acme-${batch.index}`]), job_id: batch.job_id },
    },
  },
  'chunk-batches': {
    script: {
      calculateChunks: ({ batch }) =>
        batch === null
          ? { ...plan(0), total_chunks: 8, batches: [0, 1].map((index) => ({ index, fence: 1 })) }
          : plan(4),
    },
  },
  'retries-and-resumptions': {
    script: {
      calculateChunks: () => plan(5),
      processChunk: ({ chunk_config: { chunk_id, chunk_index } }, { nth }) => {
        if (chunk_index === 0 && nth < 3) throw new TooManyRequests('429');
        if (chunk_index === 1 && nth < 3) throw new SourceUnavailable('503');
        if (chunk_index === 2 && nth < 3)
          throw nth === 1 ? new ChunkStopped('time is short') : new SourcePaused('wait');
        if (chunk_index === 3) throw new Unauthorized('401');
        return processed(chunk_id);
      },
      handleChunkTimeout: (_input, { nth }) => ({ resume: true, wait_seconds: 60 * nth, reason: '' }),
    },
  },
  'failed-table': {
    script: {
      discoverTenantTables: () => tables(['crm/tickets', 'crm/contacts']),
      calculateChunks: ({ table_config: { table_name } }) => {
        if (table_name === 'crm/tickets') throw new SourceUnavailable('503');
        throw new Unauthorized('401');
      },
    },
  },
  'failed-merge': {
    script: {
      triggerCanonicalTransformation: () => {
        throw new SourceUnavailable('lake gone');
      },
      notifyCompletion: () => {
        throw new SourceUnavailable('mail server down');
      },
    },
  },
  'failed-start': {
    script: {
      initializePipeline: () => {
        throw new InvalidInput('unknown tenant');
      },
    },
    input: { tenant_id: 'nobody' },
  },
  'nothing-to-do': {
    script: {
      initializeTableProcessing: () => ({ status: 'skipped', running_in: 'other', owner: 'other', fence: 0 }),
      calculateChunks: () => ({ ...plan(0), message: 'skipped: running in other' }),
    },
  },
  cancelled: {
    script: {
      processChunk: () => {
        throw new SourcePaused('until noon');
      },
      handleChunkTimeout: () => ({ resume: true, wait_seconds: 3_600, reason: '' }),
    },
    cancel: true,
  },
};
export const runNames = Object.keys(runs);

export async function recordHistories(): Promise<void> {
  const stage = createStage();
  const rig = await startRig({ activities: stage.activities });
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    for (const [name, { script, input = {}, cancel }] of Object.entries(runs)) {
      stage.set(name, script);
      const handle = await rig.start('pipelineOrchestrator', input, name);
      if (cancel) {
        await rig.env.sleep('30 minutes');
        await handle.cancel();
      }
      await endOf(handle);
      const executions = await executionsBelow(name, (id) => rig.env.client.workflow.getHandle(id).fetchHistory());
      await writeFile(
        join(folder, `${name}.json`),
        `[\n${executions.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
      );
    }
  } finally {
    await rig.stop();
  }
}

type Fetch = (workflowId: string) => Promise<temporal.api.history.v1.IHistory>;

async function executionsBelow(workflowId: string, fetch: Fetch): Promise<object[]> {
  const history = await fetch(workflowId);
  const children = (history.events ?? []).flatMap((event) => {
    const id = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
    return id == null ? [] : [id];
  });
  const below = await Promise.all(children.map((child) => executionsBelow(child, fetch)));
  return [{ workflowId, history: withoutPlace(historyToObject(history)) }, ...below.flat()];
}

/** What tells where it was recorded. */
function withoutPlace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlace);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'stackTrace')
      .map(([key, field]) => [key, key === 'identity' ? 'recorder' : withoutPlace(field)]),
  );
}

export async function recordedHistories(name: string): Promise<RecordedExecution[]> {
  const text = await readFile(join(folder, `${name}.json`), 'utf8');
  const executions = JSON.parse(text) as { workflowId: string; history: Record<string, unknown> }[];
  return executions.map(({ workflowId, history }) => ({
    workflowId,
    history: temporal.api.history.v1.History.fromObject(history),
  }));
}

export async function recordedNames(): Promise<string[]> {
  return (await readdir(folder)).map((file) => file.replace(/\.json$/, ''));
}
