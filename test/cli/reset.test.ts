import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryLock } from '../../worker/lock.ts';
import { avesa, inFolder } from './recorded.ts';

const ours = [
  'state.db',
  'state.db-wal',
  'temporal.db',
  'temporal.log',
  'temporal.json',
  'lake/raw/acme/connectwise/tickets/x.parquet',
  'lake/.staging/1-ab/2-x.parquet',
  'demo/origin.json',
  'demo/events.ndjson',
  'logs/worker.log',
];
const theirs = ['notes.txt', 'lake/README', 'lake/raw/mine.csv', 'demo/mine.json', 'state.db.bak'];

const fill = async (data: string, files: readonly string[]) => {
  for (const file of files) {
    await mkdir(dirname(join(data, file)), { recursive: true });
    await writeFile(join(data, file), 'x');
  }
};
/** A process that has a database open as the state store's users have it, and does nothing with it. */
const holdOpen = async (path: string): Promise<{ end(): Promise<void> }> => {
  const script = `
    const database = new (require('libsql'))(process.argv[1]);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('CREATE TABLE jobs (job_id)');
    console.log('open');
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--eval', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
};
const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory()).length;

describe('reset', () => {
  test('removes what avesa made, and the folder with it', async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'data');
      await fill(data, ours);
      const { code, stderr } = await avesa(['reset', '--yes'], { env: { AVESA_DATA: data }, cwd: folder });
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: ['removed 10 files (10 B) of data: lake, jobs, watermarks, tenants'],
      });
      expect(await readdir(folder)).toEqual([]);
    });
  });

  test('leaves and names what it does not know, and never follows a link', async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'data');
      const elsewhere = join(folder, 'elsewhere');
      await fill(data, [...ours, ...theirs]);
      await fill(elsewhere, ['raw/x.parquet']);
      await symlink(join(elsewhere, 'raw'), join(data, 'lake', 'linked'));
      await symlink(join(elsewhere, 'raw', 'x.parquet'), join(data, 'lake', 'link.parquet'));
      const { code, stderr } = await avesa(['reset', '--yes'], { env: { AVESA_DATA: data } });
      expect(code).toBe(0);
      expect(stderr.at(-1)).toMatch(/^left, because avesa did not make it: /);
      expect(await filesOf(data)).toBe(theirs.length + 2);
      expect(await filesOf(elsewhere)).toBe(1);
    });
  });

  test.each([
    { answer: 'y', code: 0, left: 0 },
    { answer: 'n', code: 1, left: 2 },
    { answer: '', code: 1, left: 2 },
    { answer: undefined, code: 1, left: 2 },
  ])("'$answer' at the question leaves $left files", async ({ answer, code, left }) => {
    await inFolder(async (data) => {
      await fill(data, ['state.db']);
      const options = answer === undefined ? {} : { answer };
      const result = await avesa(['reset'], { env: { AVESA_DATA: data }, ...options });
      expect(result.code).toBe(code);
      // The lock that kept others out while it was asked is a file of ours, too.
      expect(await filesOf(data).catch(() => 0)).toBe(left);
      await mkdir(data, { recursive: true });
    });
  });

  test('refuses while a server of the folder runs', async () => {
    await inFolder(async (data) => {
      await fill(data, ['state.db']);
      const lock = tryLock(join(data, 'temporal.lock'))!;
      const { code, stderr } = await avesa(['reset', '--yes'], { env: { AVESA_DATA: data } });
      lock.release();
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: [`avesa: an avesa is running on ${data}: stop it first (Ctrl-C in its terminal), then repeat this`],
      });
      expect(await readdir(data)).toContain('state.db');
    });
  });

  test('refuses while another process works with its state store, whatever server that uses', async () => {
    await inFolder(async (data) => {
      const other = await holdOpen(join(data, 'state.db'));
      const { code, stderr } = await avesa(['reset', '--yes'], { env: { AVESA_DATA: data } });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: [`avesa: an avesa is running on ${data}: stop it first (Ctrl-C in its terminal), then repeat this`],
      });
      expect(await readdir(data)).toContain('state.db-wal');
      await other.end();
      expect(await avesa(['reset', '--yes'], { env: { AVESA_DATA: data } })).toMatchObject({ code: 0 });
      await mkdir(data);
    });
  });

  test('a data folder that is a file is said in one line, and stays', async () => {
    await inFolder(async (folder) => {
      const data = join(folder, 'file');
      await writeFile(data, 'x');
      const { code, stderr } = await avesa(['reset', '--yes'], { env: { AVESA_DATA: data } });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: [`avesa: the folder ${data} cannot be used: it is a file; set AVESA_DATA to another one`],
      });
      expect(await readdir(folder)).toEqual(['file']);
    });
  });

  test('leaves a lake and a state store that lie elsewhere, and says so', async () => {
    await inFolder(async (folder) => {
      const env = {
        AVESA_DATA: join(folder, 'd'),
        AVESA_LAKE: join(folder, 'dlake'),
        AVESA_STATE: join(folder, 's.db'),
      };
      await fill(folder, ['d/temporal.db', 'dlake/raw/x.parquet', 's.db']);
      const { stderr } = await avesa(['reset', '--yes'], { env });
      expect(stderr.slice(0, 2)).toEqual([
        `the lake ${env.AVESA_LAKE} lies outside the data folder and stays`,
        `the state store ${env.AVESA_STATE} lies outside the data folder and stays`,
      ]);
      expect((await readdir(folder)).sort()).toEqual(['dlake', 's.db']);
    });
  });

  test('has nothing to do where there is no folder', async () => {
    const { code, stderr } = await inFolder((folder) =>
      avesa(['reset'], { env: { AVESA_DATA: join(folder, 'none') }, cwd: folder }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: ['there is nothing to remove: no folder none'] });
  });
});
