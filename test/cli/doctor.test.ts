import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import { avesa, inFolder } from './recorded.ts';

/** A machine that has nothing but what is put into its `bin`. */
const onMachine = (
  prepare: (place: { folder: string; data: string; bin: string }) => Promise<void>,
  more: Record<string, string> = {},
) =>
  inFolder(async (folder) => {
    const place = { folder, data: join(folder, 'data'), bin: join(folder, 'bin') };
    await mkdir(place.bin);
    await prepare(place);
    const env = {
      AVESA_DATA: place.data,
      PATH: place.bin,
      HOME: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
      ...more,
    };
    const { code, stderr, stdout } = await avesa(['doctor', '--json'], { env });
    return {
      code,
      lines: stderr.map((line) => line.replaceAll(folder, 'HERE')),
      findings: JSON.parse(stdout.join('\n')) as object[],
    };
  });
const program = async (bin: string, name: string) => {
  await writeFile(join(bin, name), '#!/bin/sh\n');
  await chmod(join(bin, name), 0o755);
};

describe('doctor', () => {
  test('on a fresh machine nothing is wrong, and what will be made is said', async () => {
    const { code, lines, findings } = await onMachine(() => Promise.resolve());
    expect(code).toBe(0);
    expect(lines.filter((line) => !line.includes('free at'))).toEqual([
      `ok    Node ${process.versions.node}`,
      'ok    data folder HERE/data (to be made)',
      "note  no state store yet: 'avesa start' makes it",
      'note  no lake yet: the first run makes it',
      "note  no Temporal server yet: 'avesa start' downloads it; where it cannot: install 'temporal' or Go",
      "note  no Temporal server runs now: 'avesa start' and 'avesa dev' run their own",
      "note  no java and no mvn on PATH: only 'npm test' needs them, where it cannot download its server",
    ]);
    expect(findings).toHaveLength(lines.length);
  });

  test('what is there is found', async () => {
    const { code, lines } = await onMachine(async ({ data, bin }) => {
      await mkdir(join(data, 'lake'), { recursive: true });
      await (await openSqliteState(join(data, 'state.db'))).close();
      for (const name of ['temporal', 'java', 'mvn']) await program(bin, name);
    });
    expect(code).toBe(0);
    expect(lines).toEqual(
      expect.arrayContaining([
        'ok    data folder HERE/data',
        'ok    state store with 0 tenants and 0 jobs',
        'ok    lake HERE/data/lake',
        'ok    Temporal server: HERE/bin/temporal',
        "ok    Java and Maven, for 'npm test'",
      ]),
    );
  });

  test.each([
    { kept: 'temporal-v1.5.1', says: 'ok    Temporal server: HERE/cache/avesa/temporal-v1.5.1' },
    { kept: 'temporal-download', says: 'ok    Temporal server: HERE/cache/avesa/temporal-download' },
    { kept: 'temporal-v1.5.1.unfinished', says: 'note  no Temporal server yet: ' },
  ])('beside the lock of its making $kept is: $says', async ({ kept, says }) => {
    const { code, lines } = await onMachine(async ({ folder }) => {
      await mkdir(join(folder, 'cache', 'avesa', kept), { recursive: true });
      await writeFile(join(folder, 'cache', 'avesa', 'temporal-v1.5.1.lock'), '');
    });
    expect(code).toBe(0);
    expect(lines.find((line) => /Temporal server(:| yet)/.test(line))).toMatch(says);
  });

  test.each([
    {
      name: 'go',
      says: "note  no Temporal server yet: 'avesa start' downloads it or builds it with Go, once, in about 4 minutes",
    },
    { name: 'java', says: "note  no mvn on PATH: only 'npm test' needs them, where it cannot download its server" },
  ])('with $name: $says', async ({ name, says }) => {
    expect((await onMachine(({ bin }) => program(bin, name))).lines).toContain(says);
  });

  test.each([
    {
      what: 'a file where the data folder should be',
      prepare: ({ data }: { data: string }) => writeFile(data, ''),
      says: /^BAD {3}data folder HERE\/data: HERE\/data is not a folder; set AVESA_DATA$/,
    },
    {
      what: 'a state store that is none',
      prepare: async ({ data }: { data: string }) => {
        await mkdir(data);
        await writeFile(join(data, 'state.db'), 'no database'.repeat(100));
      },
      says: /^BAD {3}state store: state store HERE\/data\/state.db is not a SQLite database; name another file/,
    },
    {
      what: 'a file where the lake should be',
      prepare: async ({ data }: { data: string }) => {
        await mkdir(data);
        await writeFile(join(data, 'lake'), '');
      },
      says: /^BAD {3}lake HERE\/data\/lake: .*is a file; name a folder/,
    },
  ])('$what is bad', async ({ prepare, says }) => {
    const { code, lines } = await onMachine(prepare);
    expect(code).toBe(1);
    expect(lines.some((line) => says.test(line))).toBe(true);
  });

  test('a server that does not answer is bad, with the way to mend it', async () => {
    // A privileged port that no service has ever used.
    const { code, lines } = await onMachine(() => Promise.resolve(), { TEMPORAL_ADDRESS: '127.0.0.1:2' });
    expect(code).toBe(1);
    expect(lines.find((line) => line.startsWith('BAD'))).toMatch(
      /^BAD {3}Temporal server: the Temporal server at 127.0.0.1:2 cannot be reached: .*; check TEMPORAL_ADDRESS$/,
    );
    expect(lines).toContain('ok    no Temporal server of our own is needed: TEMPORAL_ADDRESS is set');
  });
});
