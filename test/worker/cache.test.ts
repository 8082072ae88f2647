import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, madeOnce } from '../../worker/cache.ts';
import { tryLock } from '../../worker/lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

const silent = () => undefined;

describe('what is made once', () => {
  test('is made by one of many that want it at once', async () => {
    const target = join(folder, 'made');
    let made = 0;
    const make = async (path: string) => {
      made += 1;
      await writeFile(join(path, 'file'), `made ${made}`);
    };
    expect(await Promise.all(Array.from({ length: 5 }, () => madeOnce(target, silent, make)))).toEqual(
      Array(5).fill(target),
    );
    expect(await madeOnce(target, silent, make)).toBe(target);
    expect([made, await readFile(join(target, 'file'), 'utf8')]).toEqual([1, 'made 1']);
  });

  test('is not there in part: a failed attempt leaves nothing, and the next one begins anew', async () => {
    const target = join(folder, 'made');
    const failed = madeOnce(target, silent, async (path) => {
      await writeFile(join(path, 'half'), '');
      throw new Error('no space left');
    });
    await expect(failed).rejects.toThrow('no space left');
    expect(existsSync(target)).toBe(false);
    await madeOnce(target, silent, (path) => writeFile(join(path, 'whole'), ''));
    expect(await readdir(target)).toEqual(['whole']);
  });
});

test.each([
  { env: { XDG_CACHE_HOME: '/cache' }, expected: /^\/cache\/avesa$/ },
  { env: { XDG_CACHE_HOME: 'relative' }, expected: /^\/.+\/\.cache\/avesa$/ },
  { env: {}, expected: /^\/.+\/\.cache\/avesa$/ },
] as { env: NodeJS.ProcessEnv; expected: RegExp }[])('the cache of $env is in its place', ({ env, expected }) => {
  expect(cacheFolder(env)).toMatch(expected);
});

describe('a lock', () => {
  /** Takes the lock in a process of its own, says so, and stays until it is killed. */
  const holder = `
    const Database = require('libsql');
    const database = new Database(process.argv[1], { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    console.log('held');
    setInterval(() => {}, 1000);
  `;

  test('is held once, and free again after its release', () => {
    const path = join(folder, 'lock');
    const lock = tryLock(path);
    expect(lock).toBeDefined();
    expect(tryLock(path)).toBeUndefined();
    lock!.release();
    const again = tryLock(path);
    expect(again).toBeDefined();
    again!.release();
  });

  test('of a process that was killed is free', async () => {
    const path = join(folder, 'lock');
    const held = promisify(execFile)(process.execPath, ['--eval', holder, path], { cwd: import.meta.dirname });
    const ended = held.catch((error: unknown) => error);
    await new Promise((resolve) => held.child.stdout!.once('data', resolve));
    expect(tryLock(path)).toBeUndefined();
    held.child.kill('SIGKILL');
    await ended;
    const lock = tryLock(path);
    expect(lock).toBeDefined();
    lock!.release();
  });
});
