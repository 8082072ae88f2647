import { withConnection } from '../../activities/duckdb.ts';
import type { TableKey } from '../../activities/ports.ts';
import type { JournalVersion } from '../../cli/demo-source/client.ts';
import type { Cluster } from './cluster.ts';

/** Keys of one table for which the lake and the source's journal disagree. */
export interface Differences {
  table: string;
  /** Rows of the source that the lake has in no version. */
  missing: string[];
  /** Rows in a version that the source never had. */
  invented: string[];
  /** Rows whose newest version in the lake is not the source's newest. */
  outdated: string[];
  /** Rows that one job holds twice in the same version. */
  doubled: string[];
  /** How many bad records one of them has and the other not. */
  quarantine: number;
}

interface StoredRow {
  key: string;
  sha256: string;
  job: string;
}

/** Compares what is committed with every version that the journal holds. */
export async function againstJournal(cluster: Cluster): Promise<Differences[]> {
  const tables = await cluster.state.tables.list();
  return Promise.all(tables.map((table) => differences(cluster, table)));
}

/** What a lake that equals its source gives, whatever its tables are. */
export const noDifferences = { missing: [], invented: [], outdated: [], doubled: [], quarantine: 0 };

async function differences(cluster: Cluster, { tenant_id, table_name }: TableKey): Promise<Differences> {
  const chosen = { tenant: tenant_id, table: table_name.split('/')[1]! };
  const versions = await all(cluster.source.journal(chosen));
  const bad = await all(cluster.source.bad(chosen));
  const stored = await storedRows(cluster, { tenant_id, table_name });
  const known = new Set(versions.map(({ id, sha256 }) => `${id} ${sha256}`));
  const newest = new Map(stored.map((row) => [row.key, row.sha256]));
  const current = versions.filter((version) => version.current);
  return {
    table: `${tenant_id}/${table_name}`,
    missing: keysOf(current.filter(({ id }) => !newest.has(id))),
    invented: stored.filter(({ key, sha256 }) => !known.has(`${key} ${sha256}`)).map(({ key }) => key),
    outdated: keysOf(current.filter(({ id, sha256 }) => newest.has(id) && newest.get(id) !== sha256)),
    doubled: repeated(stored),
    quarantine: bad.filter((record) => record.current).length - (await quarantined(cluster, { tenant_id, table_name })),
  };
}

/** Oldest first, so that the last one of a key is its newest. */
async function storedRows({ state, lake, duckdb }: Cluster, table: TableKey): Promise<StoredRow[]> {
  const files = await lake.fetch(await state.tables.parts(table));
  if (files.length === 0) return [];
  return withConnection(duckdb, async (connection) => {
    const rows = await connection.query(
      `select _key as key, sha256(record::varchar) as sha256, _job_id as job
       from read_parquet($1) order by _updated, _fetched_at`,
      [files],
    );
    return rows as unknown as StoredRow[];
  });
}

/** Bad records are met again by each job that reads them: those of the latest job that read all. */
async function quarantined({ state }: Cluster, table: TableKey): Promise<number> {
  const files = await state.quarantine.list(table);
  const first = files[0]?.job_id;
  return files.filter(({ job_id }) => job_id === first).reduce((sum, { rows }) => sum + rows, 0);
}

function repeated(rows: StoredRow[]): string[] {
  const seen = new Set<string>();
  return rows
    .filter(({ key, sha256, job }) => seen.size === seen.add(`${key} ${sha256} ${job}`).size)
    .map(({ key }) => key);
}

function keysOf(versions: JournalVersion[]): string[] {
  return versions.map(({ id }) => id);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
