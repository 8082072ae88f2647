import { createHash } from 'node:crypto';
import { openSync } from 'node:fs';
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JournalVersion } from '../../cli/demo-source/client.ts';
import { Journal } from '../../cli/demo-source/journal.ts';
import { badKinds } from '../../cli/demo-source/bad-records.ts';
import { collect, few, start, tickets, type Started } from './reading.ts';

const base = '/acme/v4_6_release/apis/3.0';
const acmeTickets = { tenant: 'acme', table: 'tickets' };
const journal = (source: Started) => collect(source.client.journal({ ...acmeTickets, texts: true }));
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const second = (ms: number) => Math.floor(ms / 1000) * 1000;

describe('the journal', () => {
  test('starts with one version of each record, none of them newer than the source’s clock', async () => {
    const source = await start();
    const { now, tables } = await source.client.health();
    const versions = await collect(source.client.journal());
    expect(versions).toHaveLength(3 * Object.values(few).reduce((sum, count) => sum + count));
    expect(tables).toHaveLength(12);
    for (const version of versions) {
      expect(version).toMatchObject({ version: 1, current: true, deleted: false, served: false });
      expect(Date.parse(version.updated!)).toBeLessThanOrEqual(Date.parse(now));
    }
    const oldest = versions.map(({ updated }) => Date.parse(updated!)).reduce((a, b) => Math.min(a, b));
    expect(Date.parse(now) - oldest).toBeGreaterThan(600 * 86_400_000);
  });

  test('says of each version its time and its checksum as its text has them', async () => {
    for (const { id, updated, sha256: checksum, text } of await journal(await start())) {
      const record = JSON.parse(text!) as { id: number; _info: { lastUpdated: string } };
      expect(String(record.id)).toBe(id);
      expect(Date.parse(record._info.lastUpdated)).toBe(Date.parse(updated!));
      expect(sha256(text!)).toBe(checksum);
    }
  });

  test('knows which versions a complete answer has shown', async () => {
    const source = await start();
    const page = await source.list(`${tickets}?page=2&pageSize=10`);
    const served = (await journal(source)).filter((version) => version.served).map(({ id }) => Number(id));
    expect(served).toEqual(page.map(({ id }) => id));
    expect(await source.client.requests()).toEqual([{ ...acmeTickets, status: 200, fault: null, count: 1 }]);
  });

  test('says no tenant or table is there when none is', async () => {
    const source = await start();
    await expect(collect(source.client.journal({ tenant: 'nobody' }))).rejects.toThrow('tenant nobody');
    await expect(collect(source.client.bad({ table: 'boards' }))).rejects.toThrow('table boards');
  });
});

describe('mutate', () => {
  const byId = (versions: JournalVersion[]) => {
    const groups = new Map<string, JournalVersion[]>();
    for (const version of versions) groups.set(version.id, [...(groups.get(version.id) ?? []), version]);
    return groups;
  };

  test('gives a share of the rows a new version, updated now', async () => {
    const source = await start({ clock_skew: 900 });
    const { now, tables } = await source.client.mutate({ ...acmeTickets, share: 0.1 });
    expect(tables).toEqual([{ ...acmeTickets, changed: 25, inserted: 0, deleted: 0, bad: 0 }]);
    expect(Math.abs(Date.parse(now) - Date.now() - 900_000)).toBeLessThan(60_000);
    const changed = [...byId(await journal(source)).values()].filter(({ length }) => length > 1);
    expect(changed).toHaveLength(25);
    for (const [before, after] of changed as [JournalVersion, JournalVersion][]) {
      expect(before).toMatchObject({ version: 1, current: false, deleted: false });
      expect(after).toMatchObject({
        version: 2,
        current: true,
        updated: new Date(second(Date.parse(now))).toISOString(),
      });
      expect(after.sha256).not.toBe(before.sha256);
    }
    const shown = await (await source.get(`${tickets}?pageSize=1000`)).text();
    for (const [before, after] of changed) {
      expect(shown).toContain(after!.text);
      expect(shown).not.toContain(before!.text);
    }
  });

  test('chooses the same rows in the same source', async () => {
    const changes = async () => {
      const source = await start();
      await source.client.mutate({ ...acmeTickets, share: 0.05 });
      await source.client.mutate({ ...acmeTickets, share: 0.05 });
      return (await journal(source)).filter(({ version }) => version > 1).map(({ id, version }) => `${id} ${version}`);
    };
    const once = await changes();
    expect(once).toHaveLength(26);
    expect(new Set(once).size).toBe(26);
    expect(await changes()).toEqual(once);
  });

  test('makes late updates: some seconds ago, less than settle, and never before the row’s last one', async () => {
    const source = await start({ settle: 30 });
    const { now } = await source.client.mutate({ ...acmeTickets, share: 1, late: true });
    const groups = [...byId(await journal(source)).values()];
    const ages = groups.map((versions) => (second(Date.parse(now)) - Date.parse(versions.at(-1)!.updated!)) / 1000);
    expect(groups.every(({ length }) => length === 2)).toBe(true);
    expect(ages.every((age) => Number.isInteger(age) && age > 0 && age < 30)).toBe(true);
    expect(new Set(ages).size).toBeGreaterThan(10);
    await source.client.mutate({ ...acmeTickets, share: 1 });
    await source.client.mutate({ ...acmeTickets, share: 1, late: true });
    for (const versions of byId(await journal(source)).values()) {
      const times = versions.map(({ updated }) => updated!);
      expect(times).toEqual([...times].sort());
    }
  });

  test('inserts rows behind all others and deletes rows', async () => {
    const source = await start();
    const before = await source.list(`${tickets}?pageSize=1000`);
    await source.client.mutate({ ...acmeTickets, insert: 5, delete: 3 });
    const after = await source.list(`${tickets}?pageSize=1000`);
    const known = new Set(before.map(({ id }) => id));
    expect(after).toHaveLength(before.length + 2);
    expect(after.slice(-5).every(({ id }) => !known.has(id) && id > before.at(-1)!.id)).toBe(true);
    const versions = await journal(source);
    expect(versions.filter(({ deleted }) => deleted)).toHaveLength(3);
    expect(
      versions
        .filter(({ current }) => current)
        .map(({ id }) => Number(id))
        .sort((a, b) => a - b),
    ).toEqual(after.map(({ id }) => id));
  });

  test('without a table deletes only rows that no others refer to', async () => {
    const source = await start();
    const { tables } = await source.client.mutate({ delete: 2 });
    expect(tables.filter(({ deleted }) => deleted > 0).map(({ tenant, table }) => `${tenant}/${table}`)).toEqual([
      'acme/time_entries',
      'globex/time_entries',
      'initech/time_entries',
    ]);
  });

  test.each([
    [{ share: 2 }, 'share'],
    [{ tenant: 'nobody' }, 'there is no table (any) of tenant nobody'],
    [{ table: 'boards' }, 'there is no table boards'],
    [{ sharing: 1 }, 'sharing'],
  ])('%o is refused', async (request, reason) => {
    const source = await start();
    await expect(source.client.mutate(request as object)).rejects.toThrow(reason);
  });

  test('late updates are refused where there are none', async () => {
    const source = await start({ settle: 0 });
    await expect(source.client.mutate({ share: 0.1, late: true })).rejects.toThrow('settle');
  });
});

describe('bad records', () => {
  test('are served in their places with the journal’s bytes, and are no versions', async () => {
    const source = await start({ bad_share: 0.2 });
    const bad = await collect(source.client.bad(acmeTickets));
    expect(new Set(bad.map(({ kind }) => kind))).toEqual(new Set(badKinds));
    const parts = [
      ...bad.map(({ id, bytes_base64 }) => ({ id, bytes: Buffer.from(bytes_base64, 'base64') })),
      ...(await journal(source)).map(({ id, text }) => ({ id, bytes: Buffer.from(text!) })),
    ]
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map(({ bytes }) => bytes);
    expect(parts).toHaveLength(few.tickets);
    const page = Buffer.from(await (await source.get(`${tickets}?pageSize=1000`)).arrayBuffer());
    const expected = Buffer.concat([
      Buffer.from('['),
      ...parts.flatMap((part, place) => (place > 0 ? [Buffer.from(','), part] : [part])),
      Buffer.from(']'),
    ]);
    expect(page.equals(expected)).toBe(true);
    for (const { bytes_base64, sha256: checksum } of bad)
      expect(sha256(Buffer.from(bytes_base64, 'base64'))).toBe(checksum);
    expect(new Set(bad.map((record) => record.sha256)).size).toBe(bad.length);
    expect((await collect(source.client.bad(acmeTickets))).every(({ served }) => served)).toBe(true);
  });

  test('are what a strict reader refuses: no JSON object, no key, or no valid UTF-8', async () => {
    const source = await start({ bad_share: 0.3 });
    const strict = new TextDecoder('utf-8', { fatal: true });
    const isGood = (bytes: Buffer) => {
      try {
        const record = JSON.parse(strict.decode(bytes)) as unknown;
        return (
          typeof record === 'object' &&
          record !== null &&
          typeof (record as { id?: unknown }).id === 'number' &&
          !JSON.stringify(record).includes('\\ud83d')
        );
      } catch {
        return false;
      }
    };
    const bad = await collect(source.client.bad());
    expect(bad.filter(({ bytes_base64 }) => isGood(Buffer.from(bytes_base64, 'base64')))).toEqual([]);
    const good = await collect(source.client.journal({ texts: true }));
    expect(good.filter(({ text }) => !isGood(Buffer.from(text!)))).toEqual([]);
  });

  test('come new by mutate, and keep as they are when good ones change', async () => {
    const source = await start({ bad_share: 0.1 });
    const before = await collect(source.client.bad(acmeTickets));
    await source.client.mutate({ ...acmeTickets, share: 1, bad: 4 });
    const after = await collect(source.client.bad(acmeTickets));
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 4);
  });
});

describe('a data folder', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-source-'));
    folders.push(folder);
    return folder;
  };
  const everything = async (source: Started) => ({
    journal: await collect(source.client.journal({ texts: true })),
    bad: await collect(source.client.bad()),
    requests: await source.client.requests(),
  });
  const work = async (source: Started) => {
    await source.get(`${tickets}?pageSize=40`);
    await source.client.mutate({ share: 0.05, insert: 2, delete: 1, bad: 1 });
    await (await source.get(`${tickets}?pageSize=40&page=2`)).text();
    await (await source.get(`${base}/company/contacts?pageSize=0`)).text();
  };

  test('gives the next process all versions, marks and counts back', async () => {
    const options = { data_folder: await newFolder(), bad_share: 0.05 };
    const first = await start(options);
    await work(first);
    const before = await everything(first);
    await first.close();
    const second = await start(options);
    expect(await everything(second)).toEqual(before);
    await work(second);
    const third = await everything(second);
    await second.close();
    expect(await everything(await start(options))).toEqual(third);
  });

  test('holds at every moment what a killed process would leave', async () => {
    const options = { data_folder: await newFolder(), bad_share: 0.05 };
    const running = await start(options);
    await work(running);
    const copy = await newFolder();
    await cp(options.data_folder, copy, { recursive: true });
    expect(await everything(await start({ ...options, data_folder: copy }))).toEqual(await everything(running));
  });

  test('forgets a line that a killed process left unfinished, and goes on', async () => {
    const options = { data_folder: await newFolder() };
    const first = await start(options);
    await work(first);
    const before = await everything(first);
    await first.close();
    await appendFile(join(options.data_folder, 'events.ndjson'), '{"type":"put","tenant":"ac');
    const second = await start(options);
    expect(await everything(second)).toEqual(before);
    await work(second);
    const after = await everything(second);
    await second.close();
    expect(await everything(await start(options))).toEqual(after);
  });

  test('is refused to a source with other records', async () => {
    const data_folder = await newFolder();
    await (await start({ data_folder })).close();
    await expect(start({ data_folder, seed: 2 })).rejects.toThrow(
      `data folder ${data_folder} was made with another seed`,
    );
  });

  test('that cannot be made is refused', async () => {
    await expect(start({ data_folder: '/dev/null/x' })).rejects.toThrow('data folder /dev/null/x');
  });
});

test('a journal that could not be written once is never written again', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'demo-journal-')), 'events.ndjson');
  afterAll(() => rm(dirname(file), { recursive: true }));
  await writeFile(file, '');
  const journal = new Journal(openSync(file, 'r'));
  const event = { type: 'remove', tenant: 'acme', table: 'tickets', key: '1' } as const;
  expect(journal.failure).toBeNull();
  for (let call = 0; call < 2; call++)
    expect(() => {
      journal.append([event]);
    }).toThrow('cannot write its data folder: EBADF');
  expect(journal.failure).not.toBeNull();
  journal.close();
});

describe('rows that change by themselves', () => {
  test('do so until they are told not to', async () => {
    const source = await start({ changes_per_second: 1000 });
    const versions = async () => (await source.client.health()).tables.reduce((sum, table) => sum + table.versions, 0);
    const before = await versions();
    let now = before;
    while (now < before + 50) now = await versions();
    await source.client.setBackground(0);
    const stopped = await source.client.health();
    // Many times as long as a change takes to come.
    let later = stopped;
    while (Date.parse(later.now) < Date.parse(stopped.now) + 300) later = await source.client.health();
    expect(later.tables).toEqual(stopped.tables);
    const changed = (await collect(source.client.journal())).filter(({ version }) => version > 1);
    expect(changed).toHaveLength((await versions()) - before);
  });
});
