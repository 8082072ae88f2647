import { segmentOf } from '../lake/names.ts';
import type { ChunkKey } from '../ports.ts';

/** `raw/<tenant>/<service>/<table>/<job>/<chunk>/<sequence>-<token>.parquet`; another attempt's file has another name. */
export function partName(zone: 'raw' | 'quarantine', key: ChunkKey, sequence: number, attemptToken: string): string {
  const folders = [key.tenant_id, ...key.table_name.split('/'), key.job_id, key.chunk_id].map(segmentOf);
  const file = `${String(sequence).padStart(6, '0')}-${segmentOf(attemptToken)}.parquet`;
  return [zone, ...folders, file].join('/');
}
