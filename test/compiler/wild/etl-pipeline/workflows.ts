import { executeChild, proxyActivities } from '@temporalio/workflow';
import type { Activities, Partition } from './activities.js';
import { groupBy, sum } from './grouping.js';
import { quick, slow } from './policies.js';

const { listPartitions } = proxyActivities<Activities>(quick);
const { extract, transform, load } = proxyActivities<Activities>(slow);

const rules = ['trim', 'lower-case-mail', 'drop-empty'];

export async function etl({ source }: { source: string }): Promise<{ tables: number; rows: number }> {
  const partitions = await listPartitions(source);
  const tables = Object.entries(groupBy(partitions, ({ table }) => table));
  const loaded: number[] = [];
  for (const [table, parts] of tables) {
    const rows = await executeChild(loadTable, { args: [{ table, partitions: parts }] });
    loaded.push(rows);
  }
  return { tables: tables.length, rows: sum(loaded) };
}

export async function loadTable(input: { table: string; partitions: Partition[] }): Promise<number> {
  const results = await Promise.all(
    input.partitions.map(async (partition) => {
      const { key } = await extract(partition);
      return transform({ key, rules });
    }),
  );
  const good = results.filter((result) => result.rejected === 0).map((result) => result.key);
  return good.length > 0 ? await load({ table: input.table, keys: good }) : 0;
}
