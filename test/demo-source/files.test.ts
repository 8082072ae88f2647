import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import type { DemoSourceOptions } from '../../cli/demo-source/options.ts';
import { collect, start } from './reading.ts';

const folder = await mkdtemp(join(tmpdir(), 'demo-files-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;
async function file(ending: string, content: string | Buffer): Promise<string> {
  const path = join(folder, `it's ${++files}.${ending}`);
  await writeFile(path, content);
  return path;
}
async function parquet(query: string): Promise<string> {
  const path = await file('parquet', '');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  instance.closeSync();
  return path;
}

const none = { tickets: 0, time_entries: 0, companies: 0, contacts: 0 };
type FileOption = NonNullable<DemoSourceOptions['files']>[number];
const startWith = (option: Partial<FileOption> & { path: string }, more: DemoSourceOptions = {}) =>
  start({ records: none, tenants: 1, ...more, files: [{ table: 'mine', key: 'id', paging: 'link', ...option }] });
type Source = Awaited<ReturnType<typeof startWith>>;
const shown = async (source: Source, query = '') => (await source.get(`/acme/api/v1/mine?${query}`)).text();

describe('a file’s records are served in the order of their keys', () => {
  test.each([
    [
      'a JSON array',
      'json',
      '[ {"id":2, "x": 0.10},\n {"id":1,"big":9007199254740993} ]',
      ['{"id":1,"big":9007199254740993}', '{"id":2, "x": 0.10}'],
    ],
    ['NDJSON', 'ndjson', '{"id":10}\n{"id":9,"a":{"b":[null]}}\n', ['{"id":9,"a":{"b":[null]}}', '{"id":10}']],
    [
      'JSON with keys that are texts',
      'jsonl',
      '{"id":"b"}\n{"id":"a"}\n{"id":"10"}\n{"id":"9"}\n',
      ['{"id":"10"}', '{"id":"9"}', '{"id":"a"}', '{"id":"b"}'],
    ],
    [
      'keys beyond 2^53',
      'json',
      '[{"id":9007199254740993},{"id":9007199254740992}]',
      ['{"id":9007199254740992}', '{"id":9007199254740993}'],
    ],
    ['repeated fields', 'json', '[{"id":1,"id":2}]', ['{"id":1,"id":2}']],
    [
      'CSV, in which all values are texts',
      'csv',
      'id,zip,rate\n2,00501,0.10\n1,"a ""b""",\n',
      ['{"id":"1","zip":"a \\"b\\"","rate":null}', '{"id":"2","zip":"00501","rate":"0.10"}'],
    ],
    ['CSV keys with leading zeros', 'csv', 'id\n7\n007\n', ['{"id":"007"}', '{"id":"7"}']],
    ['no records', 'json', '[]', []],
  ])('%s', async (_name, ending, content, records) => {
    const source = await startWith({ path: await file(ending, content) });
    expect(await shown(source)).toBe(`[${records.join(',')}]`);
    const journal = await collect(source.client.journal({ table: 'mine', texts: true }));
    expect(journal.map(({ text }) => text).sort()).toEqual([...records].sort());
  });

  test('Parquet, without rounding', async () => {
    const columns = `9007199254740993::BIGINT AS id, 0.10::DECIMAL(9,2) AS price, 12345678901234567890.10::DECIMAL(22,2) AS huge,
      'nan'::DOUBLE AS gap, 1.5::DOUBLE AS rate, TIMESTAMP '2026-01-02 03:04:05' AS seen, [1, 2] AS list`;
    const source = await startWith({ path: await parquet(`SELECT ${columns}`), updated: 'seen' });
    expect(await shown(source)).toBe(
      '[{"id":9007199254740993,"price":"0.10","huge":"12345678901234567890.10","gap":null,"rate":1.5,"seen":"2026-01-02 03:04:05","list":[1,2]}]',
    );
    expect(await collect(source.client.journal({ table: 'mine' }))).toMatchObject([
      { updated: '2026-01-02T03:04:05.000Z' },
    ]);
  });
});

test('filters read keys and update times as the file means them', async () => {
  const rows = [
    '{"id":9,"at":"2026-01-01"}',
    '{"id":10,"at":"2026-01-02 00:00:00"}',
    '{"id":11,"at":"2026-01-03T01:00:00+02:00"}',
  ];
  const source = await startWith({ path: await file('json', `[${rows.join(',')}]`), updated: 'at' });
  expect(await shown(source, 'id_after=9&id_up_to=10')).toBe(`[${rows[1]!}]`);
  expect(await shown(source, 'updated_since=2026-01-02T00:00:00Z')).toBe(`[${rows[1]!},${rows[2]!}]`);
  expect(await shown(source, 'updated_since=2026-01-02T23:00:01Z')).toBe('[]');
});

test.each<[string, string, string, Partial<FileOption>, string]>([
  ['no such field', 'json', '[{"id":1},{"no":2}]', {}, "record 2: its key 'id' must be a whole number or a text"],
  ['a key with decimals', 'json', '[{"id":1.5}]', {}, 'record 1: its key'],
  ['a key twice', 'json', '[{"id":1},{"id":1}]', {}, 'the key 1 is there twice'],
  ['a scalar', 'json', '[1]', {}, 'record 1: it is no JSON object'],
  ['NaN', 'json', '[{"id":1,"x":NaN}]', {}, 'record 1: it is no JSON object'],
  ['a cut file', 'json', '[{"id":1},', {}, 'it is cut'],
  ['a broken record', 'ndjson', '{"id":1}\n{"id":', {}, 'Malformed JSON'],
  ['no time', 'json', '[{"id":1,"at":"soon"}]', { updated: 'at' }, "record 1: 'at' must be a time"],
  ['another ending', 'xml', '<a/>', {}, 'its name must end in'],
  ['a built-in table’s name', 'json', '[]', { table: 'tickets' }, 'tenant acme has a table tickets already'],
  ['an unknown tenant', 'json', '[]', { tenant: 'nobody' }, 'there is no tenant nobody'],
])('a file with %s is refused in one line that names it', async (_name, ending, content, option, reason) => {
  const path = await file(ending, content);
  const refusal = await startWith({ path, ...option }).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  expect(refusal).toContain(path);
  expect(refusal).toContain(reason);
  expect(refusal).not.toContain('\n');
});
test('a file that is not there is refused', async () => {
  const path = join(folder, 'nowhere.json');
  await expect(startWith({ path })).rejects.toThrow(`file ${path}: cannot be read`);
});

describe('changes', () => {
  test('set the update field, in the file’s own way of writing, and leave everything else', async () => {
    const content =
      '[{"id":1,"at":"2026-01-01 00:00:00","x":0.10,"big":9007199254740993},{"id":2,"at":"2026-01-01T00:00:00Z"}]';
    const source = await startWith({ path: await file('json', content), updated: 'at' });
    const { now } = await source.client.mutate({ table: 'mine', share: 1 });
    const time = now.slice(0, 19);
    expect(await shown(source)).toBe(
      `[{"id":1,"at":"${time.replace('T', ' ')}","x":0.10,"big":9007199254740993},{"id":2,"at":"${time}Z"}]`,
    );
  });
  test('leave a file without update field alone', async () => {
    const source = await startWith({ path: await file('json', '[{"id":1}]') });
    const { tables } = await source.client.mutate({ table: 'mine', share: 1, insert: 1, bad: 1 });
    expect(tables).toEqual([{ tenant: 'acme', table: 'mine', changed: 0, inserted: 0, deleted: 0, bad: 0 }]);
  });
});

test('a file that changed between two starts is rows inserted, updated and deleted; one that did not is nothing', async () => {
  const path = await file('json', '[{"id":1},{"id":2,"x":1},{"id":3}]');
  const data_folder = join(folder, 'kept');
  const versions = async (source: Source) =>
    (await collect(source.client.journal({ table: 'mine', texts: true }))).map(
      ({ id, version, current, deleted, text }) =>
        `${id} ${version} ${current ? 'current' : deleted ? 'deleted' : 'old'} ${text!}`,
    );
  const once = async () => {
    const source = await startWith({ path }, { data_folder });
    const found = await versions(source);
    await source.close();
    return found;
  };
  const first = ['1 1 current {"id":1}', '2 1 current {"id":2,"x":1}', '3 1 current {"id":3}'];
  expect(await once()).toEqual(first);
  expect(await once()).toEqual(first);
  await writeFile(path, '[{"id":2,"x":2},{"id":3},{"id":4}]');
  const second = [
    '1 1 deleted {"id":1}',
    '2 1 old {"id":2,"x":1}',
    '3 1 current {"id":3}',
    '2 2 current {"id":2,"x":2}',
    '4 1 current {"id":4}',
  ];
  expect(await once()).toEqual(second);
  expect(await once()).toEqual(second);
  await writeFile(path, '[{"id":"a"}]');
  await expect(startWith({ path }, { data_folder })).rejects.toThrow('take another data folder');
  await writeFile(path, '[{"id":5},{"id":5}]');
  // A refusal leaves nothing behind, so that it comes again.
  await expect(startWith({ path }, { data_folder })).rejects.toThrow('the key 5 is there twice');
  await expect(startWith({ path }, { data_folder })).rejects.toThrow('the key 5 is there twice');
});
