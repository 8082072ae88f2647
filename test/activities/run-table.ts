import type { Activities, ChunkWork, TableState } from '../../activities/contract.ts';
import type { TableKey } from '../../activities/ports.ts';
import type { TableConfig } from '../../workflows/shapes.ts';
import { attempt } from './place.ts';

export interface PlannedTable {
  table_state: TableState;
  chunks: ChunkWork[];
  /** What completed chunks read becomes visible. */
  commit(): Promise<void>;
}

/** Plans one table of a job by the activities that the workflow calls; the job is made where it is new. */
export async function planTable(run: Activities, job_id: string, table: TableKey): Promise<PlannedTable> {
  const { tenant_id, table_name } = table;
  const tenant_config = { tenant_id, priority: 'normal' as const };
  const table_config: TableConfig = { table_name, force_full_sync: false, chunk_size_override: null };
  const about = { table_config, tenant_config, job_id };
  await run.initializePipeline({ tenant_id, execution_id: job_id }, attempt());
  const table_state = await run.initializeTableProcessing({ ...about, execution_id: job_id, batch: null }, attempt());
  const plan = await run.calculateChunks({ ...about, table_state, batch: null }, attempt());
  return {
    table_state,
    chunks: plan.chunks.map((chunk_config) => ({ ...about, chunk_config, table_state })),
    async commit() {
      await run.updateLastUpdatedTimestamp({ ...table, job_id, table_state, batch: null }, attempt());
    },
  };
}
