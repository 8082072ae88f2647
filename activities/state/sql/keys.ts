import type { ChunkKey, PlanKey, TableKey } from '../../ports.ts';

/** A key's own columns, of an object that may have more. */
export const tableColumns = ({ tenant_id, table_name }: TableKey): TableKey => ({ tenant_id, table_name });
export const planColumns = ({ job_id, ...table }: PlanKey): PlanKey => ({ job_id, ...tableColumns(table) });
export const chunkColumns = ({ chunk_id, ...plan }: ChunkKey): ChunkKey => ({ chunk_id, ...planColumns(plan) });

export const nameOfTable = ({ tenant_id, table_name }: TableKey): string => `table ${tenant_id}/${table_name}`;
export const nameOfPlan = (key: PlanKey): string => `${nameOfTable(key)} in job ${key.job_id}`;
export const nameOfChunk = (key: ChunkKey): string => `chunk ${key.chunk_id} of ${nameOfPlan(key)}`;
