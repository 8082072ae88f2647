import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

type Migration = { id: number; up: string; down: string; destructive?: boolean };

const db = proxyActivities<{
  currentVersion(database: string): Promise<number>;
  pending(input: { database: string; after: number }): Promise<Migration[]>;
  run(input: { database: string; statement: string; version: number }): Promise<{ seconds: number }>;
  lock(database: string): Promise<string>;
  unlock(token: string): Promise<void>;
}>({ startToCloseTimeout: '1 hour', retry: { maximumAttempts: 1 } });

export async function migrateSchema({
  database,
  allowDestructive = false,
}: {
  database: string;
  allowDestructive?: boolean;
}): Promise<{
  from: number;
  to: number;
  seconds: number;
}> {
  const token = await db.lock(database);
  const from = await db.currentVersion(database);
  let to = from;
  let seconds = 0;
  const applied: Migration[] = [];
  try {
    for (const migration of await db.pending({ database, after: from })) {
      if (migration.destructive && !allowDestructive) {
        throw ApplicationFailure.nonRetryable(`migration ${migration.id} removes data`, 'Destructive', migration.id);
      }
      const result = await db.run({ database, statement: migration.up, version: migration.id });
      applied.push(migration);
      seconds += result.seconds;
      to = migration.id;
    }
    return { from, to, seconds };
  } catch (error) {
    while (applied.length > 0) {
      const last = applied.pop();
      if (last === undefined) break;
      await db.run({ database, statement: last.down, version: last.id - 1 });
    }
    throw error;
  } finally {
    await db.unlock(token);
  }
}
