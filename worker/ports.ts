import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb } from '../activities/duckdb.ts';
import { openFolderLake } from '../activities/lake/folder.ts';
import type { Log, Metrics, Ports } from '../activities/ports.ts';
import { environmentSecrets } from '../activities/secrets/environment.ts';
import { openSources } from '../activities/sources/registry.ts';
import { openSqliteState } from '../activities/state/sqlite.ts';
import { realClock } from './clock.ts';
import type { Config } from './config.ts';
import { logNotifier } from './notifier.ts';

export interface PortsOptions {
  config: Pick<Config, 'data' | 'lake' | 'state' | 'duckdb'>;
  log: Log;
  metrics: Metrics;
  /** Where `env:NAME` secrets are. */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * What the activities need, on one machine: state in SQLite, the lake in a folder, secrets from environment and files.
 *
 * @throws Error that says which of them cannot be opened and why
 */
export async function openPorts({
  config,
  log,
  metrics,
  env,
}: PortsOptions): Promise<Ports & { close(): Promise<void> }> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    await mkdir(config.data, { recursive: true });
    // A lake that was named must be there: an unmounted disk would else become an empty folder.
    if (config.lake === join(config.data, 'lake')) await mkdir(config.lake, { recursive: true });
    const state = await openSqliteState(config.state);
    opened.push(() => state.close());
    const lake = await openFolderLake(config.lake);
    const duckdb = await openDuckdb({
      memoryLimit: config.duckdb.memory,
      threads: config.duckdb.threads,
      tempDirectory: join(config.data, 'duckdb'),
    });
    opened.push(() => duckdb.close());
    const secrets = environmentSecrets({ environment: env, folder: config.data, log });
    const sources = openSources({ state, secrets, clock: realClock, log });
    opened.push(() => sources.close());
    return { state, lake, duckdb, secrets, sources, clock: realClock, log, metrics, notifier: logNotifier(log), close };
  } catch (error) {
    await close();
    throw error;
  }
}
