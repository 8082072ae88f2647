import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import Database from 'libsql';
import { ActivityError, InvalidConfiguration } from '../errors.ts';
import type { StateStore } from '../ports.ts';
import { isCurrent, migrate } from './sql/migrate.ts';
import type { StateSchema } from './sql/schema.ts';
import { sqlStateStore } from './sql/state-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/**
 * The state store in a file that the processes of one machine share; it is made where it is missing.
 * @throws InvalidConfiguration when the file cannot be the state store; the message says why and what to do
 */
export const openSqliteState = async (path: string): Promise<StateStore> => {
  // Absolute: libsql takes some texts for the address of a server.
  const file = resolve(path);
  await checkPlace(file);
  let db: Kysely<StateSchema> | undefined;
  try {
    db = new Kysely<StateSchema>({ dialect: sqliteDialect(new Database(file)) });
    await prepare(db, file);
    return sqlStateStore(db);
  } catch (error) {
    await db?.destroy();
    throw opening(error, file);
  }
};

const prepare = async (db: Kysely<StateSchema>, file: string): Promise<void> => {
  // Before anything is written, since the file may be another program's.
  const current = await isCurrent(db, `state store ${file}`);
  const mode = await sql<{ journal_mode: string }>`pragma journal_mode = wal`.execute(db);
  if (mode.rows[0]?.journal_mode !== 'wal') {
    throw new InvalidConfiguration(`state store ${file}: its disk cannot be shared by processes; use a local disk`);
  }
  await sql`pragma synchronous = normal`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
  if (!current) await migrate(db);
};

/** What SQLite would only call "unable to open database file". */
const checkPlace = async (file: string): Promise<void> => {
  const folder = dirname(file);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InvalidConfiguration(`state store ${file}: there is no folder ${folder}; make it first`);
  }
  // SQLite keeps two more files beside the database.
  await access(folder, constants.W_OK | constants.X_OK).catch(() => {
    throw new InvalidConfiguration(`state store ${file}: the folder ${folder} is not writable; change its permissions`);
  });
  const existing = await stat(file).catch(() => undefined);
  if (existing === undefined) return;
  if (!existing.isFile()) throw new InvalidConfiguration(`state store ${file}: that is not a file; name a file`);
  await access(file, constants.R_OK | constants.W_OK).catch(() => {
    throw new InvalidConfiguration(`state store ${file} is not writable; change its permissions`);
  });
};

const hints: [code: string, hint: string][] = [
  ['SQLITE_NOTADB', 'is not a SQLite database; name another file'],
  ['SQLITE_CORRUPT', 'is damaged; restore it from a copy'],
  ['SQLITE_READONLY', 'is not writable; change its permissions'],
  ['SQLITE_CANTOPEN', 'cannot be opened; check its folder'],
  ['SQLITE_FULL', 'cannot grow: its disk is full'],
  ['SQLITE_BUSY', 'is locked by another program; end that one first'],
];

const opening = (error: unknown, file: string): unknown => {
  if (error instanceof ActivityError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const hint = hints.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'cannot be opened';
  return new InvalidConfiguration(`state store ${file} ${hint} (${error.message})`, { cause: error });
};
