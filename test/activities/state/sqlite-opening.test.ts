import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvalidConfiguration } from '../../../activities/errors.ts';
import { openSqliteState } from '../../../activities/state/sqlite.ts';
import type { StateStore } from '../../../activities/ports.ts';
import { jobOf, planned, table, tenantOf } from './contract/given.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-opening-'));
  file = join(folder, 'state.db');
});
afterEach(() => rm(folder, { recursive: true }));

const change = (statement: string): Promise<void> => {
  const database = new Database(file);
  database.exec(statement);
  database.close();
  return Promise.resolve();
};
/** A state file of this version with something in it, closed. */
const written = async () => {
  const store = await openSqliteState(file);
  await store.tenants.put(tenantOf('acme'));
  await store.jobs.create(jobOf('job-1'), []);
  const { keys } = await planned(store, 'job-1', 1);
  await store.chunks.fail(keys[0]!, { type: 'Timeout', message: 'why' });
  await store.ledger.swap({ tenant_id: 'acme', canonical_table: 'tickets', version: 1, files: [] }, []);
  await store.close();
};

test.each<{ case: string; path?: string; before: () => Promise<unknown>; says: RegExp }>([
  {
    case: 'a folder that is missing',
    path: 'nowhere/state.db',
    before: () => Promise.resolve(),
    says: /^state store .*state\.db: there is no folder .*nowhere; make it first$/,
  },
  {
    case: 'a file as the folder',
    path: 'notes/state.db',
    before: () => writeFile(join(folder, 'notes'), ''),
    says: /there is no folder .*notes; make it first$/,
  },
  { case: 'a folder', before: () => mkdir(file), says: /state\.db: that is not a file; name a file$/ },
  {
    case: 'a text',
    before: () => writeFile(file, 'tenants:\n  - acme\n'.repeat(100)),
    says: /state\.db is not a SQLite database; name another file \(/,
  },
  {
    case: 'a damaged file',
    before: async () => {
      await written();
      await change('pragma wal_checkpoint(truncate)');
      const handle = await open(file, 'r+');
      await handle.write(Buffer.alloc(3_000, 0xff), 0, 3_000, 100);
      await handle.close();
    },
    says: /state\.db is damaged; restore it from a copy \(/,
  },
  {
    case: "another program's database",
    before: () => change('create table bookmarks (url text)'),
    says: /state\.db holds another program's tables \(bookmarks\); name another place for the state store$/,
  },
  {
    case: "a newer version's state",
    before: async () => {
      await written();
      await change("insert into kysely_migration values ('0999-later', '2030-01-01T00:00:00.000Z')");
    },
    says: /state\.db was written by a newer version \(schema 0999-later\); use that version, or name another state store$/,
  },
])('$case is refused with one line that says what to do, and is left as it was', async ({ path, before, says }) => {
  await before();
  const contents = () => readFile(file).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
  const found = await contents();
  const opening = openSqliteState(path === undefined ? file : join(folder, path));
  await expect(opening).rejects.toThrow(InvalidConfiguration);
  await expect(opening).rejects.toThrow(says);
  expect(await contents()).toEqual(found);
});

test.each([
  { case: 'an empty file', before: () => writeFile(file, '') },
  { case: 'a missing file', before: () => Promise.resolve() },
  { case: 'the file of an earlier start', before: written },
  {
    case: 'the file of a start that was interrupted',
    before: () =>
      change('create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)'),
  },
])('$case is opened, and keeps what is put into it', async ({ before }) => {
  await before();
  const first = await openSqliteState(file);
  await first.tenants.put(tenantOf('acme', 'kept'));
  await first.close();
  const second = await openSqliteState(file);
  expect(await second.tenants.get('acme')).toMatchObject({ name: 'kept' });
  await second.close();
});

test('a path that looks like the address of a server is a path', async () => {
  await mkdir(join(folder, 'http:', 'localhost'), { recursive: true });
  const before = process.cwd();
  process.chdir(folder);
  try {
    await (await openSqliteState('http://localhost/state.db')).close();
  } finally {
    process.chdir(before);
  }
  expect((await readFile(join(folder, 'http:', 'localhost', 'state.db'))).length).toBeGreaterThan(0);
});

test('a closed store says so', async () => {
  const store = await openSqliteState(file);
  await store.close();
  await store.close();
  await expect(store.tenants.list()).rejects.toThrow();
});

test.each<{ what: RegExp; change: string; read: (store: StateStore) => Promise<unknown> }>([
  {
    what: /the definition of tenant 'acme' is not JSON; restore it/,
    change: `update tenants set definition = '{"password: "hunter2"}'`,
    read: (store) => store.tenants.get('acme'),
  },
  {
    what: /the definition of tenant 'acme' is not what this version reads: name: /,
    change: `update tenants set definition = '{"tenant_id": "acme", "password": "hunter2"}'`,
    read: (store) => store.tenants.list(),
  },
  {
    what: /the result of job job-1 is not what this version reads: job_id: /,
    change: `update jobs set result = '{"status": "completed", "password": "hunter2"}'`,
    read: (store) => store.jobs.list(10),
  },
  {
    what: /the input of job job-1 is not what this version reads: value: /,
    change: `update jobs set input = '"hunter2"'`,
    read: (store) => store.jobs.get('job-1'),
  },
  {
    what: /the error of chunk c00000 of table acme\/connectwise\/tickets in job job-1 is not what/,
    change: `update chunks set error = '{"type": 1, "password": "hunter2"}'`,
    read: (store) => store.chunks.get({ job_id: 'job-1', ...table, chunk_id: 'c00000' }),
  },
  {
    what: /the cursor of chunk c00000 .* is not JSON; restore it/,
    change: `update chunks set cursor = 'hunter2'`,
    read: (store) => store.chunks.get({ job_id: 'job-1', ...table, chunk_id: 'c00000' }),
  },
  {
    what: /the files of canonical table acme\/tickets is not what/,
    change: `update canonical_pointers set files = '["a", {"password": "hunter2"}]'`,
    read: (store) => store.ledger.pointers(),
  },
])('what was changed by hand is refused: $what', async ({ what, change: statement, read }) => {
  await written();
  await change(statement);
  const store = await openSqliteState(file);
  const refusal = await read(store).catch((error: unknown) => error as Error);
  await store.close();
  expect(refusal).toBeInstanceOf(InvalidConfiguration);
  expect((refusal as Error).message).toMatch(what);
  expect((refusal as Error).message).not.toContain('hunter2');
});
