import { constants, existsSync } from 'node:fs';
import { access, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StateStore } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import { Problem } from '../problems.ts';
import { bytes } from '../text/amounts.ts';

/** Opens the state store, for as long as `use` takes. */
export async function withState<T>(config: Config, use: (state: StateStore) => Promise<T>): Promise<T> {
  const { openSqliteState } = await import('../../activities/state/sqlite.ts');
  const state = await openSqliteState(config.state);
  try {
    return await use(state);
  } finally {
    await state.close();
  }
}

/** The same where it may have to be made first. @throws Problem where its folder cannot be made */
export async function withNewState<T>(config: Config, use: (state: StateStore) => Promise<T>): Promise<T> {
  await makeFolder(config.data);
  await makeFolder(dirname(config.state));
  return withState(config, use);
}

/** A folder that can be written to. @throws Problem that names it */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const there = nearest(folder);
    if ((await stat(there)).isDirectory()) await access(there, constants.W_OK | constants.X_OK);
    await makeMissing(folder);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = reasons[code] ?? message;
    throw new Problem(
      `the folder ${folder} cannot be used: ${reason}; set AVESA_DATA to another one`,
      undefined,
      error,
    );
  }
}

/** One by one: Node's recursive mkdir says ENOENT where the file system is read-only, and never ends below `/proc`. */
async function makeMissing(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  if (found?.isDirectory()) return;
  if (found === undefined) await makeMissing(dirname(folder));
  await mkdir(folder).catch(async (error: unknown) => {
    // Another process of ours may have been quicker.
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw error;
  });
}

/** The path, or what of it is there. */
export function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

const reasons: Record<string, string> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'nothing can be made there',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

/** Less than this is too little even for a small run beside a server's database. */
const leastFreeBytes = 50_000_000;

/** @throws Problem where the disk is nearly full: what fails then says so in its own words, or not at all */
export async function assertSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= leastFreeBytes) return;
  throw new Problem(
    `the disk of ${folder} is full (${bytes(free)} free): free some space, or set AVESA_DATA to another disk`,
  );
}
