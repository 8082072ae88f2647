import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActivityContext } from '../../activities/contract.ts';
import { openDuckdb, withConnection } from '../../activities/duckdb.ts';
import { openFolderLake } from '../../activities/lake/folder.ts';
import type { Ports, TableKey } from '../../activities/ports.ts';
import { environmentSecrets } from '../../activities/secrets/environment.ts';
import { openSources } from '../../activities/sources/registry.ts';
import { openSqliteState } from '../../activities/state/sqlite.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Place {
  ports: Ports;
  close(): Promise<void>;
}

/** The real ports in a temporary folder of their own. */
export async function openPlace({
  environment = {},
  clock = Date,
}: { environment?: Record<string, string>; clock?: { now(): number } } = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-activities-'));
  const state = await openSqliteState(join(folder, 'state.db'));
  await mkdir(join(folder, 'lake'));
  const lake = await openFolderLake(join(folder, 'lake'));
  const duckdb = await openDuckdb({ threads: 2, tempDirectory: join(folder, 'duckdb') });
  const secrets = environmentSecrets({ environment, folder });
  const now = { now: () => clock.now(), sleep: (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }) };
  const sources = openSources({ state, secrets, clock: now, log: silent });
  return {
    ports: {
      state,
      lake,
      duckdb,
      secrets,
      sources,
      clock: now,
      log: silent,
      metrics: { count: () => undefined, gauge: () => undefined },
      notifier: { notify: () => Promise.resolve() },
    },
    async close() {
      await sources.close();
      await duckdb.close();
      await state.close();
      await rm(folder, { recursive: true });
    },
  };
}

let attempts = 0;

/** An attempt of an activity that has plenty of time. */
export function attempt(about: Partial<ActivityContext> = {}): ActivityContext {
  attempts += 1;
  return {
    attempt: 1,
    attempt_token: `attempt${attempts}`,
    signal: new AbortController().signal,
    heartbeat: () => undefined,
    remaining: () => 900_000,
    ...about,
  };
}

/** The committed records of a table, as texts, in the order of their text. */
export async function committed({ state, lake, duckdb }: Ports, table: TableKey): Promise<string[]> {
  const names = await state.tables.parts(table);
  if (names.length === 0) return [];
  const files = await lake.fetch(names);
  const rows = await withConnection(duckdb, (connection) =>
    connection.query('select record::varchar as record from read_parquet($1) order by 1', [files]),
  );
  return rows.map((row) => row['record'] as string);
}
