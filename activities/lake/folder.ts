import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { LakeUnavailable } from '../errors.ts';
import type { Lake } from '../ports.ts';
import { sameBytes } from './same-bytes.ts';
import { checkName } from './names.ts';
import { removeLeftovers } from './leftovers.ts';
import { asLakeUnavailable, codeOf } from './unavailable.ts';

/**
 * A lake in a folder that is there: made here, it would hide that a disk is not mounted. Files are made in `.staging`, on the
 * same file system, and appear under their names at once.
 * @throws LakeUnavailable when the folder is missing or cannot be written
 */
export async function openFolderLake(root: string): Promise<Lake> {
  const folder = resolve(root);
  const staging = join(folder, '.staging');
  // Nobody else stages here, on whatever machine; the number tells a later process on this one whether we still live.
  const own = join(staging, `${process.pid}-${randomBytes(8).toString('hex')}`);
  let staged = 0;

  const pathOf = (name: string): string => {
    checkName(name);
    return join(folder, name);
  };
  const guard = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      // A lake that has gone says so, whatever it was asked for.
      if (codeOf(error) === 'ENOENT') await checkFolder(folder);
      throw asLakeUnavailable(error, path);
    }
  };
  // One by one: a recursive mkdir says ENOENT where the file system is read-only.
  const makeOwn = async () => {
    await checkFolder(folder);
    for (const path of [staging, own]) await makeOne(path);
  };
  const assertOwn = () =>
    stat(own).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      return makeOwn();
    });
  const check = () =>
    guard(folder, async () => {
      await makeOwn();
      staged += 1;
      const probe = join(own, `${staged}-probe`);
      try {
        await writeFile(probe, 'probe', { flush: true });
      } finally {
        await rm(probe, { force: true });
      }
    });

  await check();
  await removeLeftovers(staging, own);
  return {
    check,
    stage: (name) =>
      guard(own, async () => {
        checkName(name);
        await assertOwn();
        staged += 1;
        return join(own, `${staged}-${basename(name)}`);
      }),
    publish: async (stagedPath, name) => {
      const target = pathOf(name);
      return guard(target, async () => {
        // Else a lake that has gone would be made anew, empty.
        await checkFolder(folder);
        await sync(stagedPath, 'r+');
        await makeFolder(dirname(target));
        await putOnce(stagedPath, target, name);
        await sync(dirname(target), 'r');
        const { size } = await stat(target);
        return { bytes: size };
      });
    },
    discard: (stagedPath) =>
      guard(stagedPath, async () => {
        if (!resolve(stagedPath).startsWith(staging + sep)) throw new Error(`'${stagedPath}' is not a staged file`);
        await unlink(stagedPath).catch(ignoreMissing);
      }),
    fetch: (names) =>
      Promise.all(
        names.map(async (name) => {
          const path = pathOf(name);
          await guard(path, async () => {
            const found = await stat(path);
            if (!found.isFile()) throw new LakeUnavailable(`the lake: '${path}' is not a file`);
          });
          return path;
        }),
      ),
    locate: pathOf,
    async remove(names) {
      for (const name of names) {
        const path = pathOf(name);
        await guard(path, () => rm(path, { force: true }));
      }
    },
  };
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

async function makeOne(folder: string): Promise<void> {
  await mkdir(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

async function checkFolder(folder: string): Promise<void> {
  try {
    if ((await stat(folder)).isDirectory()) return;
  } catch (error) {
    throw asLakeUnavailable(error, folder);
  }
  throw new LakeUnavailable(`the lake: '${folder}' is a file; name a folder`);
}

/** A name is taken by the first who links to it; from then on it is complete. The staged file is gone afterwards. */
async function putOnce(stagedPath: string, target: string, name: string): Promise<void> {
  try {
    await link(stagedPath, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') await refuseOtherBytes(stagedPath, target, name);
    else if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP') {
      // A file system without hard links. Names hold attempt tokens, so nobody else makes this one meanwhile.
      if (await isThere(target)) await refuseOtherBytes(stagedPath, target, name);
      else return rename(stagedPath, target);
    } else throw error;
  }
  await unlink(stagedPath);
}

async function refuseOtherBytes(stagedPath: string, target: string, name: string): Promise<void> {
  if (!(await sameBytes(stagedPath, target))) {
    throw new Error(`the lake holds '${name}' already, with other bytes: its files are written once`);
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Makes the folder so that it survives a power cut: each new entry is synced in its parent. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made), 'r');
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
