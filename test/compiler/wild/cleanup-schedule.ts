import { log, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Bucket {
  name: string;
  retentionDays: number | null;
  protected: boolean;
}
interface ObjectInfo {
  key: string;
  modified: number;
}
const storage = proxyActivities<{
  listBuckets(): Promise<Bucket[]>;
  listObjects(input: { bucket: string; before: number }): Promise<ObjectInfo[]>;
  removeObjects(input: { bucket: string; keys: string[] }): Promise<void>;
}>({ startToCloseTimeout: '30 minutes', retry: { maximumAttempts: 2 } });

const CHUNK = 100;
const DAY_MS = 86_400_000;

function chunksOf<T>(items: T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Runs once a day by a schedule; what it removes is older than at its start. */
export async function cleanUp(input: {
  dryRun: boolean;
  defaultRetentionDays: number;
}): Promise<Record<string, number>> {
  const startedAt = workflowInfo().startTime.getTime();
  const buckets = await storage.listBuckets();
  const removed = await mapConcurrently(buckets, 5, async (bucket) => {
    if (bucket.protected) return [bucket.name, 0] as const;
    const days = bucket.retentionDays ?? input.defaultRetentionDays;
    const old = await storage.listObjects({ bucket: bucket.name, before: startedAt - days * DAY_MS });
    if (input.dryRun) {
      log.info('would remove', { bucket: bucket.name, count: old.length });
      return [bucket.name, old.length] as const;
    }
    for (const chunk of chunksOf(old, CHUNK)) {
      await storage.removeObjects({ bucket: bucket.name, keys: chunk.map(({ key }) => key) });
    }
    return [bucket.name, old.length] as const;
  });
  return Object.fromEntries(removed.filter(([, count]) => count > 0));
}
