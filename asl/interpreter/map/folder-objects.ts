import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { ObjectStore, StoredObject } from './object-store.ts';

/**
 * A folder that stands for S3: one folder for each bucket, and in it a file for each object, its key as the path. What would lie
 * outside of its bucket's folder (`..`, a link that leads elsewhere) is refused, and so are keys that no file's path can be.
 */
export function folderObjects(folder: string): ObjectStore {
  return {
    get: async (bucket, key) => readFile(await existing(folder, bucket, key)),
    put: async (bucket, key, body) => {
      const place = await bucketFolder(folder, bucket);
      const path = join(place, ...stepsOf(key));
      await mkdir(await inside(place, dirname(path)), { recursive: true });
      await writeFile(await inside(place, path), body);
    },
    list: async (bucket, prefix) => {
      const place = await bucketFolder(folder, bucket);
      const keys = (await keysBelow(place)).filter((key) => key.startsWith(prefix));
      return Promise.all(keys.sort(byUtf8).map((key) => described(join(place, ...key.split('/')), key)));
    },
  };
}

async function existing(folder: string, bucket: string, key: string): Promise<string> {
  const place = await bucketFolder(folder, bucket);
  const path = await inside(place, join(place, ...stepsOf(key)));
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new Error('there is no such object');
  return path;
}

async function bucketFolder(folder: string, bucket: string): Promise<string> {
  if (!/^[a-z0-9][a-z0-9._-]{0,254}$/i.test(bucket)) throw new Error(`'${bucket}' is not a bucket's name`);
  const place = await realpath(join(folder, bucket)).catch(() => undefined);
  if (place === undefined) throw new Error(`there is no bucket '${bucket}'`);
  return place;
}

function stepsOf(key: string): string[] {
  const steps = key.split('/');
  const isStep = (step: string) => step !== '' && step !== '.' && step !== '..' && !/[\0\\]/.test(step);
  if (!steps.every(isStep)) throw new Error(`the key '${key}' cannot be a file's path`);
  return steps;
}

/** The path, if nothing on the way to it is a link that leads out of the bucket. */
async function inside(place: string, path: string): Promise<string> {
  const real = await nearestRealPath(path);
  if (real !== place && !real.startsWith(place + sep)) throw new Error('a link leads out of the bucket');
  return path;
}

async function nearestRealPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // What is not there yet will be made, but not at the far end of a link.
    const isLink = await lstat(path).then(
      (found) => found.isSymbolicLink(),
      () => false,
    );
    if (isLink) throw new Error('a link leads to what is not there');
    return nearestRealPath(dirname(path));
  }
}

/** Links are no objects: what they lead to may be anywhere, or around them. */
async function keysBelow(folder: string, before = ''): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const keys = entries.map(async (entry) => {
    if (entry.isFile()) return [before + entry.name];
    return entry.isDirectory() ? keysBelow(join(folder, entry.name), `${before}${entry.name}/`) : [];
  });
  return (await Promise.all(keys)).flat();
}

/** S3 lists keys in the order of their UTF-8 bytes. */
function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function described(path: string, key: string): Promise<StoredObject> {
  const { size, mtimeMs } = await stat(path);
  const etag = createHash('md5')
    .update(await readFile(path))
    .digest('hex');
  return { key, size, lastModified: mtimeMs, etag: `"${etag}"` };
}
