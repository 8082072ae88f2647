import { mkdir, mkdtemp, rm, symlink, utimes, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderObjects } from '../../asl/interpreter/map/folder-objects.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-objects-'));
  await mkdir(join(folder, 's3/bucket/deep'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  await writeFile(join(folder, 's3/bucket/one'), 'one');
});
afterEach(() => rm(folder, { recursive: true }));

const objects = () => folderObjects(join(folder, 's3'));
const text = async (key: string) => new TextDecoder().decode(await objects().get('bucket', key));

test('what was put is got and listed, in the order of UTF-8', async () => {
  for (const key of ['b/x', 'a', 'b/\u{1f600}', 'b/\uffee', 'c']) await objects().put('bucket', key, key);
  expect(await text('b/x')).toBe('b/x');
  expect((await objects().list('bucket', 'b/')).map(({ key }) => key)).toEqual(['b/x', 'b/\uffee', 'b/\u{1f600}']);
  expect((await objects().list('bucket', '')).map(({ key }) => key)).toEqual([
    'a',
    'b/x',
    'b/\uffee',
    'b/\u{1f600}',
    'c',
    'one',
  ]);
});

test('an object is told with its size, time and hash', async () => {
  await utimes(join(folder, 's3/bucket/one'), 1_767_225_600, 1_767_225_600);
  expect(await objects().list('bucket', 'on')).toEqual([
    { key: 'one', size: 3, lastModified: 1_767_225_600_000, etag: '"f97c5d29941bfb1b2fdab0874906ab82"' },
  ]);
});

describe('nothing leaves the bucket', () => {
  beforeEach(async () => {
    await symlink(join(folder, 'secret'), join(folder, 's3/bucket/file-link'));
    await symlink(folder, join(folder, 's3/bucket/folder-link'));
    await symlink(join(folder, 'new'), join(folder, 's3/bucket/dangling'));
  });

  test.each([
    '../../secret',
    'deep/../../../secret',
    '/etc/passwd',
    '..',
    '.',
    '',
    'a//b',
    'deep/',
    'a\0b',
    'a\\b',
    'file-link',
    'folder-link/secret',
    'dangling',
  ])('by the key %j', async (key) => {
    await expect(objects().get('bucket', key)).rejects.toThrow(/cannot be a file's path|a link leads|no such object/);
    await expect(objects().put('bucket', key, 'x')).rejects.toThrow(/cannot be a file's path|a link leads/);
    expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret');
    await expect(readFile(join(folder, 'new'))).rejects.toThrow('ENOENT');
  });

  test('by a listing', async () => {
    expect((await objects().list('bucket', '')).map(({ key }) => key)).toEqual(['one']);
  });

  test.each(['..', '.', '', '../s3', 'a/b', 'none'])('by the bucket %j', async (bucket) => {
    await expect(objects().get(bucket, 'one')).rejects.toThrow(/bucket/);
    await expect(objects().put(bucket, 'one', '')).rejects.toThrow(/bucket/);
    await expect(objects().list(bucket, '')).rejects.toThrow(/bucket/);
  });
});

test.each(['none', 'deep', 'one/more'])('there is no object %j', async (key) => {
  await expect(objects().get('bucket', key)).rejects.toThrow('there is no such object');
});
