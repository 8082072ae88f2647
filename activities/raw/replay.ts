import { createHash, randomUUID } from 'node:crypto';
import { InvalidInput } from '../errors.ts';
import { newJob } from '../new-job.ts';
import type { Part, Plan, Ports, QuarantineFile, RecordShape } from '../ports.ts';
import { leaseTtlMs } from '../table/lease.ts';
import { skipSpace, trimEnd } from './json-bytes.ts';
import { openPartWriter, type PartWriter } from './part-writer.ts';
import { readQuarantine, type QuarantinedRecord } from './quarantine.ts';

type Needs = Pick<Ports, 'state' | 'lake' | 'duckdb' | 'clock'>;

export interface ReplayRequest {
  /** The quarantine file's lake name. */
  name: string;
  /** As the table is configured now. */
  shape: RecordShape;
  /** What is to stand in the place of a record. */
  corrections?: readonly { page: number; index: number; bytes: Uint8Array }[];
  signal: AbortSignal;
}
export interface Replayed {
  /** The job that the records now belong to; null where none of them is good. */
  job_id: string | null;
  replayed: number;
  still_bad: number;
}

/**
 * Looks at a quarantine file's records once more, by today's rules, and commits those that are good now, under a job of their
 * own; they keep the moment at which they were read, so that a newer version still is the newer one. What is still bad goes
 * to a quarantine file of that job, and the file counts as seen to. Safe to repeat: the same file with the same corrections is
 * the same job.
 * @throws InvalidInput where the file is unknown or seen to, a correction fits no record, or another job has the table
 */
export async function replayQuarantine(ports: Needs, request: ReplayRequest): Promise<Replayed> {
  const { state, lake } = ports;
  const file = await openFile(state, request.name);
  const job_id = jobOf(request);
  const records = correct(await readQuarantine(ports, request.name), request);
  const { part, quarantine } = await write(ports, { file, job_id, request, records });
  const counts = part !== null && (await commit(ports, { file, job_id, part, quarantine }));
  if (!counts) await lake.remove([part, quarantine].flatMap((each) => (each === null ? [] : [each.name])));
  return { job_id: part === null ? null : job_id, replayed: part?.rows ?? 0, still_bad: quarantine?.rows ?? 0 };
}

async function openFile(state: Needs['state'], name: string): Promise<QuarantineFile> {
  const file = (await state.quarantine.list()).find((each) => each.name === name);
  if (file === undefined) throw new InvalidInput(`there is no quarantine file '${name}'`);
  if (file.accepted) throw new InvalidInput(`the quarantine file '${name}' has been seen to`);
  return file;
}

function jobOf({ name, corrections = [] }: ReplayRequest): string {
  const hash = createHash('sha256').update(name);
  for (const { page, index, bytes } of corrections) hash.update(`\n${page} ${index} ${bytes.length}\n`).update(bytes);
  return `replay-${hash.digest('hex').slice(0, 24)}`;
}

function correct(records: QuarantinedRecord[], { name, corrections = [] }: ReplayRequest): QuarantinedRecord[] {
  const corrected = [...records];
  for (const { page, index, bytes } of corrections) {
    const place = corrected.findIndex((record) => record.page === page && record.index === index);
    if (place === -1) throw new InvalidInput(`'${name}' has no record ${index} of page ${page} to correct`);
    corrected[place] = { ...corrected[place]!, bytes: trimmed(bytes) };
  }
  return corrected;
}

/** As an editor leaves it. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const start = skipSpace(bytes, 0);
  return bytes.subarray(start, trimEnd(bytes, start, bytes.length));
}

interface Writing {
  file: QuarantineFile;
  job_id: string;
  request: ReplayRequest;
  records: readonly QuarantinedRecord[];
}

/** The records as parts, page by page. */
async function write(ports: Needs, { file, job_id, request, records }: Writing): ReturnType<PartWriter['finish']> {
  const { tenant_id, table_name, chunk_id } = file;
  const writer = await openPartWriter(ports, {
    key: { job_id, tenant_id, table_name, chunk_id },
    attempt_token: randomUUID(),
    shape: request.shape,
    signal: request.signal,
  });
  try {
    for (const page of new Set(records.map((record) => record.page))) {
      const own = records.filter((record) => record.page === page);
      await writer.addRecords(
        own.map(({ bytes }) => bytes),
        own[0]!.fetched_at,
      );
    }
    return await writer.finish(0);
  } finally {
    await writer.close();
  }
}

interface Committing {
  file: QuarantineFile;
  job_id: string;
  part: Part;
  quarantine: Part | null;
}

/** @returns whether these parts count: an attempt before this one may have got as far with its own */
async function commit({ state, clock }: Needs, { file, job_id, part, quarantine }: Committing): Promise<boolean> {
  const { tenant_id, table_name, name } = file;
  const table = { tenant_id, table_name };
  const now = () => new Date(clock.now()).toISOString();
  const lease = await state.leases.acquire(table, { owner: job_id, job_id }, clock.now(), leaseTtlMs);
  if (!lease.acquired) {
    throw new InvalidInput(
      `'${table_name}' of '${tenant_id}' is being written by job '${lease.job_id}'; replay after it`,
    );
  }
  const job = newJob({ job_id, input: { tenant_id, table_name }, mode: 'single-tenant', started_at: now() });
  await state.jobs.create(job, [{ tenant_id, priority: 'normal' }]);
  const watermark = await state.tables.watermark(table);
  const plan = await state.plans.create(newPlan(file, job_id, watermark, now()), [{ after: null, up_to: null }], lease);
  const [chunk] = await state.chunks.list(plan, 0, 1);
  if (chunk === undefined) throw new Error(`the plan of job '${job_id}' has no chunk`);
  const token = randomUUID();
  const claimed = await state.chunks.claim(chunk, lease, token, clock.now(), leaseTtlMs);
  const isOurs = claimed.status !== 'completed';
  if (isOurs) {
    const step = {
      attempt_token: token,
      sequence: claimed.sequence,
      cursor: null,
      part,
      quarantine,
      counts: {
        records_processed: part.rows,
        records_quarantined: quarantine?.rows ?? 0,
        bytes: part.bytes + (quarantine?.bytes ?? 0),
        api_calls: 0,
        api_errors: 0,
      },
      done: true,
    };
    await state.chunks.accept(chunk, lease, step, clock.now(), leaseTtlMs);
  }
  await state.tables.commit(plan, lease, now());
  await state.quarantine.accept([name]);
  await state.jobs.finish(job_id, { status: 'completed', finished_at: now(), result: null, error: null });
  return isOurs;
}

/** Some rows of some time: neither the watermark nor what a complete read proves has to do with it. */
function newPlan(
  { tenant_id, table_name }: QuarantineFile,
  job_id: string,
  watermark: string | null,
  created_at: string,
): Plan {
  return {
    job_id,
    tenant_id,
    table_name,
    mode: 'incremental',
    as_of: null,
    lower_bound: null,
    watermark,
    schema_version: 1,
    guarantee: 'at least once',
    total_chunks: 1,
    created_at,
  };
}
