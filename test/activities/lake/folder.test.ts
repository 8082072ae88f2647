import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LakeUnavailable } from '../../../activities/errors.ts';
import { openFolderLake } from '../../../activities/lake/folder.ts';
import { lakeContract } from './contract.ts';

const temporaryFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-lake-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

lakeContract('a folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'avesa-lake-'));
  const reopen = () => openFolderLake(root);
  return { lake: await reopen(), reopen, remove: () => rm(root, { recursive: true, force: true }) };
});

test('nothing is left in the staging folder by files that were published or discarded', async () => {
  const root = await temporaryFolder();
  const lake = await openFolderLake(root);
  for (const name of ['a/b', 'a/c']) {
    const staged = await lake.stage(name);
    await writeFile(staged, name);
    await (name === 'a/b' ? lake.publish(staged, name) : lake.discard(staged));
  }
  const paths = await readdir(root, { recursive: true, withFileTypes: true });
  expect(paths.filter((path) => path.isFile()).map(({ name }) => name)).toEqual(['b']);
});

test('a file outside of the staging folder is not discarded', async () => {
  const root = await temporaryFolder();
  const lake = await openFolderLake(root);
  const mine = join(root, 'mine');
  await writeFile(mine, 'x');
  await expect(lake.discard(mine)).rejects.toThrow(/not a staged file/);
  expect(await readFile(mine, 'utf8')).toBe('x');
});

test.each([
  { left: 'by a dead process two days ago', pid: 2 ** 22 + 1, days: 2, kept: false },
  { left: 'by a dead process an hour ago', pid: 2 ** 22 + 1, days: 1 / 24, kept: true },
  { left: 'by a living process two days ago', pid: process.pid, days: 2, kept: true },
  { left: 'by nobody known two days ago', pid: 'x', days: 2, kept: false },
])('what was left $left is kept: $kept', async ({ pid, days, kept }) => {
  const root = await temporaryFolder();
  const folder = join(root, '.staging', `${pid}-0123456789abcdef`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '1-part'), 'x');
  const then = new Date(Date.now() - days * 86_400_000);
  for (const path of [join(folder, '1-part'), folder]) await utimes(path, then, then);
  await openFolderLake(root);
  expect((await readdir(join(root, '.staging'))).some((entry) => entry.startsWith(String(pid)))).toBe(kept);
});

test('a missing lake is not made but refused', async () => {
  const root = join(await temporaryFolder(), 'lake');
  await expect(openFolderLake(root)).rejects.toThrow(LakeUnavailable);
  await expect(openFolderLake(root)).rejects.toThrow(`'${root}' does not exist; create it or name another folder`);
});

test('a lake that is removed while it is open is not made anew', async () => {
  const root = join(await temporaryFolder(), 'lake');
  await mkdir(root);
  const lake = await openFolderLake(root);
  const staged = await lake.stage('a/b');
  await writeFile(staged, 'x');
  await rm(root, { recursive: true });
  const attempts = [
    () => lake.check(),
    () => lake.stage('a/b'),
    () => lake.publish(staged, 'a/b'),
    () => lake.fetch(['a/b']),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow(`'${root}' does not exist`);
  await expect(readdir(root)).rejects.toThrow('ENOENT');
});

test('a file in the place of the lake is refused', async () => {
  const root = join(await temporaryFolder(), 'lake');
  await writeFile(root, 'x');
  await expect(openFolderLake(root)).rejects.toThrow(`'${root}' is a file; name a folder`);
});

test('a file in the place of a folder of the lake is named', async () => {
  const root = await temporaryFolder();
  const lake = await openFolderLake(root);
  await writeFile(join(root, 'raw'), 'x');
  const staged = await lake.stage('raw/a');
  await writeFile(staged, 'y');
  await expect(lake.publish(staged, 'raw/a')).rejects.toThrow(LakeUnavailable);
  await expect(lake.publish(staged, 'raw/a')).rejects.toThrow(/raw.*folder/);
});

/** The superuser may write everywhere, so the folder is mounted read-only for them. */
const mount = (root: string, options: string): boolean => {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', root]);
  if (status === 0) onTestFinished(() => void spawnSync('umount', [root]));
  return status === 0;
};

test('a read-only lake is refused when it is opened', async ({ skip }) => {
  const root = await temporaryFolder();
  if (process.getuid?.() === 0) {
    if (!mount(root, 'ro,size=64k')) skip('a superuser who may not mount cannot make a read-only folder');
  } else await chmod(root, 0o555);
  await expect(openFolderLake(root)).rejects.toThrow(LakeUnavailable);
  await expect(openFolderLake(root)).rejects.toThrow(/read-only file system|may not be written/);
});

test('a full lake is named full', async ({ skip }) => {
  const root = await temporaryFolder();
  if (!mount(root, 'size=64k')) skip('a full disk needs a mount');
  const lake = await openFolderLake(root);
  await writeFile(join(root, 'ballast'), Buffer.alloc(1 << 20)).catch(() => undefined);
  await expect(lake.check()).rejects.toThrow(LakeUnavailable);
  await expect(lake.check()).rejects.toThrow(/is on a full disk; free space/);
});
