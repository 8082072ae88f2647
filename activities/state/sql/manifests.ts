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
