import type { Generated } from 'kysely';
import type { Breaker, Chunk, ChunkCounts, Job, KeyRange, Plan, TableKey } from '../../ports.ts';
import type { Priority } from '../../../workflows/shapes.ts';

/** JSON as text. */
type Json = string;
/** No boolean type is the same in every database. */
type Flag = 0 | 1;
type PlanColumns = TableKey & { job_id: string };
type ChunkColumns = PlanColumns & { chunk_id: string };
/** Where a new chunk starts. */
type ChunkDefaults = ChunkCounts & Pick<Chunk, 'status' | 'sequence' | 'parts' | 'resumptions'>;

/** The tables, alike in every SQL database. Times are RFC 3339 texts, or epoch milliseconds where the name ends in `_ms`. */
export interface StateSchema {
  tenants: { tenant_id: string; definition: Json };
  jobs: Omit<Job, 'input' | 'result' | 'error'> & { input: Json; result: Json | null; error: Json | null };
  job_tenants: { job_id: string; place: number; tenant_id: string; priority: Priority };
  tenant_results: { job_id: string; tenant_id: string; result: Json };
  /** A lease that ended keeps its row, so that the fencing number never starts again. */
  leases: TableKey & { owner: string | null; job_id: string; fence: number; expires_ms: number };
  plans: Plan;
  /** `after`, `up_to` and `cursor` are the source's texts, packed as JSON. */
  chunks: ChunkColumns &
    KeyRange &
    Pick<Chunk, 'chunk_index' | 'cursor' | 'attempt_token'> & {
      [Column in keyof ChunkDefaults]: Generated<ChunkDefaults[Column]>;
    } & {
      error: Json | null;
      /** The commit that the completed chunk belongs to. */
      manifest_id: string | null;
    };
  /** `sequence` is the chunk's after the step that brought the file. */
  parts: ChunkColumns & { name: string; sequence: number; rows: number; bytes: number };
  quarantine_files: ChunkColumns & { name: string; sequence: number; rows: number; accepted: Flag };
  watermarks: TableKey & { watermark: string | null };
  /** What each lease has committed: a repeated commit gets the same answer. */
  commits: TableKey & {
    fence: number;
    owner: string;
    job_id: string;
    watermark: string | null;
    advanced: Flag;
    manifest_id: string | null;
  };
  /** `fence` is the order of commit within a table: a lease commits once, and no host's clock is asked. */
  manifests: PlanColumns & {
    manifest_id: string;
    fence: number;
    as_of: string | null;
    committed_at: string;
    schema_version: number;
    complete_read: Flag;
    merged: Flag;
  };
  canonical_pointers: { tenant_id: string; canonical_table: string; version: number; files: Json };
  limits: { key: string; full_at_ms: number; held_until_ms: number };
  breakers: Breaker;
}
