import { newJob } from '../../../activities/new-job.ts';
import type { ChunkStep, Ports, RecordShape, TableCommit } from '../../../activities/ports.ts';
import { openPartWriter } from '../../../activities/raw/part-writer.ts';
import { pageOf } from './part-place.ts';

export interface Commit {
  tenant_id?: string;
  table_name?: string;
  job_id: string;
  /** Texts of pages; each inner list is a part. */
  parts: string[][];
  shape?: Partial<RecordShape>;
  /** Left open: nothing is committed. */
  uncommitted?: boolean;
}

/** What a job does with one chunk of a table, with the real writer and state. */
export async function commitPages(ports: Ports, commit: Commit): Promise<TableCommit | undefined> {
  const { state, clock } = ports;
  const { tenant_id = 'acme', table_name = 'demo/things', job_id, parts } = commit;
  const table = { tenant_id, table_name };
  const shape = { records: '', key: '/id', updated: null, ...commit.shape };
  const created_at = new Date(clock.now()).toISOString();
  const lease = await state.leases.acquire(table, { owner: job_id, job_id }, clock.now(), 60_000);
  if (!lease.acquired) throw new Error(`${table_name} is held by ${lease.job_id}`);
  const job = newJob({ job_id, input: {}, mode: 'multi-tenant', started_at: created_at });
  await state.jobs.create(job, [{ tenant_id, priority: 'normal' }]);
  const plan = await state.plans.create(
    {
      ...table,
      job_id,
      mode: 'full',
      as_of: created_at,
      lower_bound: null,
      watermark: null,
      schema_version: 1,
      guarantee: 'exact',
      total_chunks: 1,
      created_at,
    },
    [{ after: null, up_to: null }],
    lease,
  );
  const [chunk] = await state.chunks.list(plan, 0, 1);
  await state.chunks.claim(chunk!, lease, 'token', clock.now(), 60_000);
  const signal = new AbortController().signal;
  const writer = await openPartWriter(ports, { key: chunk!, attempt_token: 'token', shape, signal });
  try {
    for (const [sequence, pages] of parts.entries()) {
      for (const page of pages) await writer.add(pageOf(Buffer.from(page, 'latin1'), shape.records));
      const files = await writer.finish(sequence);
      const step: ChunkStep = {
        attempt_token: 'token',
        sequence,
        cursor: String(sequence),
        ...files,
        counts: {
          records_processed: files.part?.rows ?? 0,
          records_quarantined: files.quarantine?.rows ?? 0,
          bytes: 0,
          api_calls: 0,
          api_errors: 0,
        },
        done: sequence === parts.length - 1,
      };
      await state.chunks.accept(chunk!, lease, step, clock.now(), 60_000);
    }
  } finally {
    await writer.close();
  }
  if (commit.uncommitted === true) {
    await state.leases.release(table, lease);
    return undefined;
  }
  return state.tables.commit(plan, lease, created_at);
}
