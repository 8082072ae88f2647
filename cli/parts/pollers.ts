import type { Client } from '@temporalio/client';

/** A worker asks at least once a minute; the server remembers a worker that has gone for five. */
const recentMs = 90_000;

/** How many workers asked for workflow tasks of this queue of late. */
export async function pollersOf(client: Client, taskQueue: string): Promise<number> {
  // Without a type the server answers for workflow tasks.
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
  });
  const since = Date.now() - recentMs;
  const recent = pollers.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 >= since);
  return new Set(recent.map(({ identity }) => identity)).size;
}
