/* eslint-disable @typescript-eslint/require-await -- the ports are asynchronous, plain variables are not */
import { ChunkTaken, InvalidInput, LeaseLost } from '../../../../activities/errors.ts';
import type {
  Chunk,
  ChunkKey,
  ChunkStep,
  ChunkStore,
  Lease,
  LeaseStore,
  Plan,
  PlanStore,
  TableCommit,
  TableStore,
} from '../../../../activities/ports.ts';
import { none } from './given.ts';

/** The operations in which writers of one table meet. */
export interface TableOperations {
  leases: Pick<LeaseStore, 'acquire' | 'renew' | 'release' | 'releaseAll'>;
  plans: Pick<PlanStore, 'create'>;
  chunks: Pick<ChunkStore, 'claim' | 'accept' | 'fail' | 'resume' | 'get'>;
  tables: Pick<TableStore, 'commit' | 'watermark' | 'parts'>;
}
interface PlainChunk {
  chunk: Chunk;
  steps: ChunkStep[];
  committed: boolean;
}

/** One table's state as plain variables, and nothing at once: what any store must look like from outside. */
export const plainModel = (): TableOperations => {
  let lease: (Lease & { job_id: string; expires_ms: number; held: boolean }) | undefined;
  const plans: Plan[] = [];
  const chunks: PlainChunk[] = [];
  const commits: { job_id: string; lease: Lease; answer: TableCommit }[] = [];
  const committedParts: string[] = [];
  let watermark: string | null = null;

  const holds = ({ owner, fence }: Lease) => lease?.held === true && lease.owner === owner && lease.fence === fence;
  const hold = (writer: Lease, expires: number) => {
    if (!holds(writer)) throw new LeaseLost('');
    return () => {
      lease!.expires_ms = Math.max(lease!.expires_ms, expires);
    };
  };
  const known = (key: ChunkKey): PlainChunk => {
    const found = chunks.find(({ chunk }) => chunk.job_id === key.job_id && chunk.chunk_id === key.chunk_id);
    if (found === undefined) throw new InvalidInput('');
    return found;
  };
  const end = (owner: string, fence?: number) => {
    if (lease?.owner === owner && (fence === undefined || lease.fence === fence)) lease.held = false;
  };

  return {
    leases: {
      async acquire(_, holder, now, ttlMs) {
        if (lease?.held === true && lease.owner !== holder.owner && lease.expires_ms > now) {
          return { acquired: false, owner: lease.owner, job_id: lease.job_id, expires_ms: lease.expires_ms };
        }
        lease = { ...holder, fence: (lease?.fence ?? 0) + 1, expires_ms: now + ttlMs, held: true };
        return { acquired: true, owner: lease.owner, fence: lease.fence };
      },
      async renew(_, writer, now, ttlMs) {
        hold(writer, now + ttlMs)();
      },
      async release(_, { owner, fence }) {
        end(owner, fence);
      },
      async releaseAll(owner) {
        end(owner);
      },
    },
    plans: {
      async create(plan, ranges, writer) {
        hold(writer, 0);
        const stored = plans.find(({ job_id }) => job_id === plan.job_id);
        if (stored !== undefined) return stored;
        plans.push(plan);
        for (const [index, range] of ranges.entries()) {
          const { job_id, tenant_id, table_name } = plan;
          const chunk: Chunk = {
            job_id,
            tenant_id,
            table_name,
            ...range,
            ...none,
            chunk_id: `c0000${index}`,
            chunk_index: index,
            status: 'pending',
            cursor: null,
            sequence: 0,
            parts: 0,
            attempt_token: null,
            resumptions: 0,
            error: null,
          };
          chunks.push({ chunk, steps: [], committed: false });
        }
        return plan;
      },
    },
    chunks: {
      async claim(key, writer, attempt_token, now, ttlMs) {
        const renew = hold(writer, now + ttlMs);
        const it = known(key);
        renew();
        if (it.chunk.status !== 'completed') it.chunk = { ...it.chunk, attempt_token, status: 'running', error: null };
        return it.chunk;
      },
      async accept(key, writer, step, now, ttlMs) {
        const renew = hold(writer, now + ttlMs);
        const it = known(key);
        const { chunk, steps } = it;
        const isOwn = chunk.attempt_token === step.attempt_token;
        const isRepeated = isOwn && step.sequence === chunk.sequence - 1 && same(steps.at(-1), step);
        const isNext = isOwn && step.sequence === chunk.sequence && chunk.status === 'running';
        if (!isNext && !isRepeated) throw new ChunkTaken('');
        renew();
        if (isNext) {
          steps.push(step);
          it.chunk = {
            ...chunk,
            sequence: chunk.sequence + 1,
            cursor: step.cursor,
            status: step.done ? 'completed' : 'running',
            parts: chunk.parts + (step.part === null ? 0 : 1),
            records_processed: chunk.records_processed + step.counts.records_processed,
          };
        }
        return it.chunk;
      },
      async fail(key, error) {
        const it = known(key);
        if (it.chunk.status !== 'completed') it.chunk = { ...it.chunk, status: 'failed', error, attempt_token: null };
      },
      async resume(key) {
        const it = known(key);
        it.chunk = { ...it.chunk, resumptions: it.chunk.resumptions + 1 };
        return it.chunk.resumptions;
      },
      async get(key) {
        return chunks.find(({ chunk }) => chunk.job_id === key.job_id && chunk.chunk_id === key.chunk_id)?.chunk;
      },
    },
    tables: {
      async commit({ job_id }, { owner, fence }, committed_at) {
        const earlier = commits.find(
          (commit) => commit.job_id === job_id && commit.lease.owner === owner && commit.lease.fence === fence,
        );
        if (earlier !== undefined) return earlier.answer;
        hold({ owner, fence }, 0);
        const plan = plans.find((candidate) => candidate.job_id === job_id);
        if (plan === undefined) throw new InvalidInput('');
        const own = chunks.filter(({ chunk }) => chunk.job_id === job_id);
        const fresh = own.filter(({ chunk, committed }) => chunk.status === 'completed' && !committed);
        for (const it of fresh) {
          it.committed = true;
          committedParts.push(...it.steps.flatMap(({ part }) => part?.name ?? []));
        }
        const all = own.every(({ chunk }) => chunk.status === 'completed');
        const advanced = all && (watermark === null || plan.as_of! > watermark);
        if (advanced) watermark = plan.as_of;
        end(owner, fence);
        const { tenant_id, table_name, as_of, schema_version } = plan;
        const manifest = {
          job_id,
          tenant_id,
          table_name,
          manifest_id: `${tenant_id}/${table_name}/${fence}`,
          as_of,
          committed_at,
          schema_version,
          complete_read: fresh.length === own.length,
          merged: false,
        };
        const answer = { watermark, advanced, manifest: fresh.length === 0 ? null : manifest };
        commits.push({ job_id, lease: { owner, fence }, answer });
        return answer;
      },
      async watermark() {
        return watermark;
      },
      async parts() {
        return [...committedParts];
      },
    },
  };
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
