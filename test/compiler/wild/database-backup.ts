import { proxyActivities, workflowInfo } from '@temporalio/workflow';

interface Backup {
  id: string;
  createdAt: number;
  bytes: number;
}
interface Db {
  snapshot(input: { database: string; name: string }): Promise<Backup>;
  copyTo(input: { backup: Backup; region: string }): Promise<void>;
  listBackups(database: string): Promise<Backup[]>;
  deleteBackup(id: string): Promise<void>;
}
const { snapshot, copyTo, listBackups, deleteBackup } = proxyActivities<Db>({
  startToCloseTimeout: '6 hours',
  retry: { maximumAttempts: 2, initialInterval: '5 minutes', maximumInterval: '5 minutes' },
});

const KEEP_DAYS = 30;
const KEEP_AT_LEAST = 3;

export async function backup(input: {
  databases: string[];
  regions: string[];
}): Promise<{ bytes: number; deleted: number }> {
  const stamp = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  let bytes = 0;
  let deleted = 0;
  for (const database of input.databases) {
    const made = await snapshot({ database, name: `${database}-${stamp}-${workflowInfo().runId}` });
    bytes += made.bytes;
    await Promise.all(input.regions.map((region) => copyTo({ backup: made, region })));
    const all = (await listBackups(database)).toSorted((a, b) => b.createdAt - a.createdAt);
    const oldest = Date.now() - KEEP_DAYS * 24 * 3600 * 1000;
    for (const old of all.slice(KEEP_AT_LEAST)) {
      if (old.createdAt >= oldest) continue;
      await deleteBackup(old.id);
      deleted++;
    }
  }
  return { bytes, deleted };
}
