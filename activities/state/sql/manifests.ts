import type { Kysely } from 'kysely';
import type { Manifest } from '../../ports.ts';
import type { StateSchema } from './schema.ts';

export const toManifest = (row: StateSchema['manifests']): Manifest => ({
  manifest_id: row.manifest_id,
  job_id: row.job_id,
  tenant_id: row.tenant_id,
  table_name: row.table_name,
  as_of: row.as_of,
  committed_at: row.committed_at,
  schema_version: row.schema_version,
  complete_read: row.complete_read === 1,
  merged: row.merged === 1,
});

/** The record parts of chunks, in no order yet. */
export const partsOfChunks = (db: Kysely<StateSchema>) =>
  db
    .selectFrom('chunks')
    .innerJoin('parts', (join) =>
      join
        .onRef('parts.job_id', '=', 'chunks.job_id')
        .onRef('parts.tenant_id', '=', 'chunks.tenant_id')
        .onRef('parts.table_name', '=', 'chunks.table_name')
        .onRef('parts.chunk_id', '=', 'chunks.chunk_id'),
    )
    .select('parts.name');
