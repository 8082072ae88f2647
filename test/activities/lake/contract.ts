import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { InvalidInput, LakeUnavailable } from '../../../activities/errors.ts';
import type { Lake } from '../../../activities/ports.ts';

/** What every lake does. `open` gives an empty one. */
export function lakeContract(
  name: string,
  open: () => Promise<{ lake: Lake; reopen: () => Promise<Lake>; remove: () => Promise<void> }>,
): void {
  const start = async () => {
    const opened = await open();
    onTestFinished(opened.remove);
    return opened;
  };
  const put = async (lake: Lake, file: string, bytes: string | Uint8Array) => {
    const staged = await lake.stage(file);
    await writeFile(staged, bytes);
    return lake.publish(staged, file);
  };
  const texts = async (lake: Lake, names: string[]) =>
    Promise.all((await lake.fetch(names)).map((path) => readFile(path, 'utf8')));

  describe(`${name} keeps the contract of a lake:`, () => {
    test('a published file is read back with its bytes and size, also by who opens the lake later', async () => {
      const { lake, reopen } = await start();
      expect(await put(lake, 'raw/a/1.parquet', 'häh')).toEqual({ bytes: 4 });
      expect(await texts(await reopen(), ['raw/a/1.parquet'])).toEqual(['häh']);
    });

    test('files are fetched in the order in which they are named', async () => {
      const { lake } = await start();
      for (const file of ['c', 'a', 'b']) await put(lake, `x/${file}`, file);
      expect(await texts(lake, ['x/b', 'x/c', 'x/a', 'x/c'])).toEqual(['b', 'c', 'a', 'c']);
    });

    test('two staged files of one name are two files', async () => {
      const { lake } = await start();
      const [first, second] = [await lake.stage('a/b'), await lake.stage('a/b')];
      expect(first).not.toBe(second);
    });

    test('a staged file ends as its name does', async () => {
      const { lake } = await start();
      expect(await lake.stage('a/b.parquet')).toMatch(/b\.parquet$/);
    });

    test('a staged file is not there for readers before it is published', async () => {
      const { lake } = await start();
      await writeFile(await lake.stage('a/b'), 'x');
      await expect(lake.fetch(['a/b'])).rejects.toThrow(LakeUnavailable);
    });

    test('a name that is published again with the same bytes stays as it is', async () => {
      const { lake } = await start();
      await put(lake, 'a/b', 'same');
      expect(await put(lake, 'a/b', 'same')).toEqual({ bytes: 4 });
      expect(await texts(lake, ['a/b'])).toEqual(['same']);
    });

    test.each([
      ['of the same length', 'one', 'two'],
      ['that go on', 'one', 'one more'],
      ['that are fewer', 'one', ''],
      ['that differ after a megabyte', `${'x'.repeat(1 << 20)}a`, `${'x'.repeat(1 << 20)}b`],
    ])('a name that is published again with other bytes %s is refused and keeps its own', async (_, first, second) => {
      const { lake } = await start();
      await put(lake, 'a/b', first);
      await expect(put(lake, 'a/b', second)).rejects.toThrow(/written once/);
      expect(await texts(lake, ['a/b'])).toEqual([first]);
    });

    test('of many who publish one name at once exactly one wins, and its file is whole', async () => {
      const { lake } = await start();
      const bodies = Array.from({ length: 8 }, (_, index) => String(index).repeat(100_000));
      const results = await Promise.allSettled(bodies.map((body) => put(lake, 'deep/er/file', body)));
      const won = results.findIndex(({ status }) => status === 'fulfilled');
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await texts(lake, ['deep/er/file'])).toEqual([bodies[won]]);
    });

    test('a discarded file can no longer be published; discarding it twice is fine', async () => {
      const { lake } = await start();
      const staged = await lake.stage('a/b');
      await writeFile(staged, 'x');
      await lake.discard(staged);
      await lake.discard(staged);
      await expect(lake.publish(staged, 'a/b')).rejects.toThrow();
      await expect(lake.fetch(['a/b'])).rejects.toThrow(LakeUnavailable);
    });

    test('removed files are gone; removing what is not there is fine', async () => {
      const { lake } = await start();
      await put(lake, 'a/b', 'x');
      await put(lake, 'a/c', 'y');
      await lake.remove(['a/b', 'a/nothing']);
      await expect(lake.fetch(['a/b'])).rejects.toThrow(LakeUnavailable);
      expect(await texts(lake, ['a/c'])).toEqual(['y']);
    });

    test('a file that is not there is named in the error', async () => {
      const { lake } = await start();
      await expect(lake.fetch(['a/missing'])).rejects.toThrow(/a\/missing/);
    });

    test('people find a file by its name', async () => {
      const { lake } = await start();
      expect(lake.locate('raw/a/1.parquet')).toMatch(/raw\/a\/1\.parquet$/);
    });

    test('a lake that can be written says so', async () => {
      const { lake } = await start();
      await expect(lake.check()).resolves.toBeUndefined();
    });

    test.each([
      '',
      '.',
      '..',
      '../x',
      'a/../b',
      'a/../../b',
      'a/./b',
      '/a',
      '/etc/passwd',
      'a//b',
      'a/',
      'a\\b',
      'C:\\x',
      'a\0b',
      'a/.hidden',
      '.staging/x',
      'a/\u2025/b',
      'a/ｂ',
      'é',
      'a b',
      'a*b',
      'x'.repeat(201),
      Array.from({ length: 600 }, () => 'x').join('/'),
    ])('%j is no name for any operation', async (bad) => {
      const { lake } = await start();
      const staged = await lake.stage('a/b');
      await writeFile(staged, 'x');
      await expect(lake.stage(bad)).rejects.toThrow(InvalidInput);
      await expect(lake.publish(staged, bad)).rejects.toThrow(InvalidInput);
      await expect(lake.fetch([bad])).rejects.toThrow(InvalidInput);
      await expect(lake.remove([bad])).rejects.toThrow(InvalidInput);
      expect(() => lake.locate(bad)).toThrow(InvalidInput);
    });
  });
}
