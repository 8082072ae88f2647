import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';

interface Page<T> {
  items: T[];
  next: string | null;
}
interface User {
  id: string;
  email: string;
  lastSeen: number | null;
}
interface Directory {
  users(cursor: string | null): Promise<Page<User>>;
  groupsOf(userId: string): Promise<string[]>;
  deactivate(userId: string): Promise<void>;
  exportState(jobId: string): Promise<{ state: 'running' | 'finished'; url: string | null }>;
  startExport(userIds: string[]): Promise<string>;
}
const directory = proxyActivities<Directory>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

async function allPages<T>(fetch: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await fetch(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

async function poll<T>(ask: () => Promise<T>, isDone: (value: T) => boolean, tries: number): Promise<T> {
  for (let i = 0; i < tries; i++) {
    const value = await ask();
    if (isDone(value)) return value;
    await sleep('30s');
  }
  throw ApplicationFailure.nonRetryable(`not done after ${tries} tries`, 'StillRunning');
}

export async function deactivateStale({
  olderThan,
}: {
  olderThan: number;
}): Promise<{ count: number; exported: string }> {
  const users = await allPages((cursor) => directory.users(cursor));
  const stale = users.filter((user) => user.lastSeen === null || user.lastSeen < olderThan);
  const kept: string[] = [];
  for (const user of stale) {
    const groups = await directory.groupsOf(user.id);
    if (groups.includes('service-accounts')) kept.push(user.id);
    else await directory.deactivate(user.id);
  }
  const job = await directory.startExport(stale.map((user) => user.id).filter((id) => !kept.includes(id)));
  const done = await poll(
    () => directory.exportState(job),
    ({ state }) => state === 'finished',
    20,
  );
  return { count: stale.length - kept.length, exported: done.url ?? '' };
}
