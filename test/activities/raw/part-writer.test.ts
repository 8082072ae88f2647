import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { InvalidConfiguration, LakeUnavailable } from '../../../activities/errors.ts';
import { openFolderLake } from '../../../activities/lake/folder.ts';
import { anyJson, jsonSpace } from './json-arbitrary.ts';
import { badOf, openWriter, pageOf, partPlace, recordsOf, rowsOf, sizeOf, time } from './part-place.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

test('a part holds the fixed columns, each record as its own text', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports, { shape: { updated: '/_info/changed' } });
  const record =
    '{ "id" : 7 , "b":1.10,"a":12345678901234567890123,"a":"\\u00e9\\ud83d\\ude00 é\\u0000", "_info":{"changed":"2024-01-01T00:00:00.5+02:00"}}';
  await writer.add(pageOf(` [\n${record} ]\n`));
  const { part, quarantine } = await writer.finish(3);
  expect(quarantine).toBeNull();
  expect(part).toMatchObject({ name: 'raw/acme/demo/things/job-1/0/000003-token.parquet', rows: 1 });
  expect(part?.bytes).toBe(await sizeOf(ports, part!));
  expect(await rowsOf(ports, part, '* EXCLUDE (file_row_number)')).toEqual([
    {
      _key: '7',
      _updated: new Date('2023-12-31T22:00:00.500Z'),
      _job_id: 'job-1',
      _chunk_id: '0',
      _fetched_at: new Date(time),
      record,
    },
  ]);
  expect(await rowsOf(ports, part, 'typeof(_updated) AS u, typeof(_fetched_at) AS f, typeof(record) AS r')).toEqual([
    { u: 'TIMESTAMP WITH TIME ZONE', f: 'TIMESTAMP WITH TIME ZONE', r: 'JSON' },
  ]);
});

test('what is counted, finished and begun again', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  expect(await writer.finish(0)).toEqual({ part: null, quarantine: null });
  expect(await writer.add(pageOf('[]'))).toEqual({ rows: 0, bad: 0 });
  expect(await writer.finish(0)).toEqual({ part: null, quarantine: null });
  expect(await writer.add(pageOf('[{"id":1},{"id":2}]'))).toEqual({ rows: 2, bad: 0 });
  expect(await writer.add(pageOf('[{"id":NaN},{"id":3}]'))).toEqual({ rows: 1, bad: 1 });
  expect([writer.rows, writer.bad, writer.bytes]).toEqual([3, 1, 40]);
  const first = await writer.finish(0);
  expect(first.part?.rows).toBe(3);
  expect(first.quarantine).toMatchObject({ name: 'quarantine/acme/demo/things/job-1/0/000000-token.parquet', rows: 1 });
  expect([writer.rows, writer.bad, writer.bytes]).toEqual([0, 0, 0]);
  await writer.add(pageOf('[{"id":4}]'));
  const second = await writer.finish(1);
  expect(second.quarantine).toBeNull();
  expect(await recordsOf(ports, first.part)).toEqual(['{"id":1}', '{"id":2}', '{"id":3}']);
  expect(await recordsOf(ports, second.part)).toEqual(['{"id":4}']);
});

test('a later page counts as the later one, although the clock stands still', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  for (const id of [1, 2, 3]) await writer.add(pageOf(`[{"id":${id}}]`));
  const { part } = await writer.finish(0);
  const rows = await rowsOf(ports, part, '_key, epoch_us(_fetched_at)::DOUBLE AS fetched');
  expect(rows).toEqual([1, 2, 3].map((id) => ({ _key: String(id), fetched: time * 1000 + id - 1 })));
});

const good = ['{"id":1}', '{"id":"last"}'];
test.each<[string, string | Uint8Array, string]>([
  ['NaN', '{"id":2,"x":NaN}', 'NaN or Infinity'],
  ['nan in small letters and a list', '{"id":2,"x":[nan]}', 'NaN or Infinity'],
  ['-Infinity', '{"id":2,"x":-Infinity}', 'NaN or Infinity'],
  ['inf', '{"id":2,"x":{"y":iNf}}', 'NaN or Infinity'],
  ['a comma too many in an object', '{"id":2,}', 'invalid JSON'],
  ['a comma too many in a list', '{"id":2,"x":[1, ]}', 'invalid JSON'],
  ['a comma too many, deep inside, on a line of its own', '{"id":2,"x":{"y":[{"z":1}\n,\n]}}', 'invalid JSON'],
  ['a comment', '{"id":2 /* x */}', 'invalid JSON'],
  ['an unknown literal', '{"id":2,"x":tru}', 'invalid JSON'],
  ['a leading zero', '{"id":02}', 'invalid JSON'],
  ['a number without digits behind the point', '{"id":2.}', 'invalid JSON'],
  ['a hexadecimal number', '{"id":0x2}', 'invalid JSON'],
  ['single quotes', "{'id':2}", 'invalid JSON'],
  ['an unknown escape', '{"id":"\\x"}', 'invalid JSON'],
  ['a control character', '{"id":"a\u0001b"}', 'invalid JSON'],
  ['a line break in a string', '{"id":"a\nb"}', 'invalid JSON'],
  ['a NUL byte', '{"id":"\u0000"}', 'invalid JSON'],
  ['a NUL byte before it', '\0{"id":2}', 'invalid JSON'],
  ['a byte order mark behind it', '{"id":2}\ufeff', 'invalid JSON'],
  ['a lost quote', '{"id":"2}', 'invalid JSON'],
  ['a lost brace', '{"id":2,"x":[1]', 'invalid JSON'],
  ['two records without a comma', '{"id":2} {"id":3}', 'invalid JSON'],
  ['a lone high surrogate', '{"id":"\\ud800"}', 'lone surrogate'],
  ['a lone low surrogate in a name', '{"id":2,"\\udc00":1}', 'lone surrogate'],
  ['surrogates in the wrong order', '{"id":2,"x":"\\udc00\\ud800"}', 'lone surrogate'],
  ['bytes that are no UTF-8', latin1('{"id":2,"x":"\xff"}'), 'invalid UTF-8'],
  ['a surrogate as UTF-8', latin1('{"id":2,"x":"\xed\xa0\x80"}'), 'invalid UTF-8'],
  ['an overlong slash', latin1('{"id":2,"x":"\xc0\xaf"}'), 'invalid UTF-8'],
  ['a number', '2', 'not an object'],
  ['a text', '"{\\"id\\":2}"', 'not an object'],
  ['null', 'null', 'not an object'],
  ['a list', '[{"id":2}]', 'not an object'],
  ['an empty object', '{}', 'no key'],
  ['no key', '{"ID":2}', 'no key'],
  ['a key that is null', '{"id":null}', 'no key'],
  ['an empty key', '{"id":""}', 'empty key'],
  ['a key that is an object', '{"id":{"a":1}}', 'key is not a scalar'],
  ['a key that is a list', '{"id":[2]}', 'key is not a scalar'],
])('a record with %s goes to quarantine with its bytes, the others go on', async (_, bad, reason) => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  const bytes = typeof bad === 'string' ? bytesOf(bad) : bad;
  await writer.add(pageOf('[{"id":0}]'));
  await writer.add(pageOf(Buffer.concat([bytesOf(`[ ${good[0]!} , `), bytes, bytesOf(` , ${good[1]!}]`)])));
  const { part, quarantine } = await writer.finish(0);
  expect(await recordsOf(ports, part)).toEqual(['{"id":0}', ...good]);
  const rows = await badOf(ports, quarantine);
  expect(rows.map((row) => ({ ...row, bytes: Buffer.from(row.bytes).toString('latin1') }))).toEqual([
    { page: 1, index: 1, reason, bytes: Buffer.from(bytes).toString('latin1') },
  ]);
  expect([part?.rows, quarantine?.rows]).toEqual([3, 1]);
});

const stillGood = [
  '{"id":"{\\"a\\":1}"}',
  '{"id":"[1]"}',
  '{"id":true}',
  '{"id":0}',
  '{"id":" "}',
  '{"id":1,"id":2}',
  '{"id":1,"x":"NaN, inf, ]"}',
  '{"id":1,"x":"a,]","y":",}"}',
  '{"id":1,"x":[null,[],{}],"inf":"nan"}',
  '{"id":1e400}',
  '{"\\u0000":1,"id":"\\u0000"}',
  '{"id":1,"x":"\\\\ud800"}',
  '{"id":1,"x":"\\ud83d\\ude00\\\\"}',
  `{"id":1,"x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  `{"id":1,"x":"${'long '.repeat(500_000)}"}`,
];
test.each(stillGood.map((record) => [record.slice(0, 60), record]))('%s is a good record', async (_, record) => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  await writer.add(pageOf(`[${record}]`));
  const { part, quarantine } = await writer.finish(0);
  expect(quarantine).toBeNull();
  expect(await recordsOf(ports, part)).toEqual([record]);
});

test.each([
  ['a number', '{"id":1.50}', '1.5'],
  ['a large number', '{"id":12345678901234567890123}', '12345678901234567890123'],
  ['a text', '{"id":"1.50"}', '1.50'],
  ['an escaped text', '{"id":"\\u00e9\\n\\""}', 'é\n"'],
  ['the first of two', '{"id":1,"id":2}', '1'],
])('the key that is %s is its text', async (_, record, text) => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  await writer.add(pageOf(`[${record}]`));
  expect(await rowsOf(ports, (await writer.finish(0)).part, '_key')).toEqual([{ _key: text }]);
});

test.each([
  ['"2024-02-29T12:00:00Z"', '2024-02-29T12:00:00.000000Z'],
  ['"2024-02-29t12:00:00z"', '2024-02-29T12:00:00.000000Z'],
  ['"2024-02-29 12:00:00"', '2024-02-29T12:00:00.000000Z'],
  ['"2024-02-29T12:00:00.123456789Z"', '2024-02-29T12:00:00.123456Z'],
  ['"2024-02-29T12:00:00.1-05:30"', '2024-02-29T17:30:00.100000Z'],
  ['"2024-02-29T12:00:00+0200"', '2024-02-29T10:00:00.000000Z'],
  ['"2024-02-29"', '2024-02-29T00:00:00.000000Z'],
  ['1709208000', '2024-02-29T12:00:00.000000Z'],
  ['1709208000.25', '2024-02-29T12:00:00.250000Z'],
  ['1709208000123', '2024-02-29T12:00:00.123000Z'],
  ['-1', '1969-12-31T23:59:59.000000Z'],
  ['null', null],
  ['""', null],
  ['"yesterday"', null],
  ['"infinity"', null],
  ['"epoch"', null],
  ['"1709208000"', null],
  ['"20240229"', null],
  ['"2024-2-9"', null],
  ['"2024-02-30"', null],
  ['"2024-02-29T25:00:00Z"', null],
  ['"2024-02-29T12:00:00+25:00"', null],
  ['"2024-02-29T12:00:00 Europe/Berlin"', null],
  ['true', null],
  ['1e300', null],
  ['123456789012345678', null],
  ['{"a":"2024-02-29"}', null],
])('the update value %s is read as %s', async (value, instant) => {
  const ports = await partPlace();
  const writer = await openWriter(ports, { shape: { updated: '/u' } });
  await writer.add(pageOf(`[{"id":1,"u":${value}}]`));
  const { part, quarantine } = await writer.finish(0);
  const rows = await rowsOf(ports, part, `strftime(_updated, '%Y-%m-%dT%H:%M:%S.%fZ') AS u`);
  expect(rows).toEqual(instant === null ? [] : [{ u: instant }]);
  const reason = value === 'null' ? 'no update value' : 'unreadable update value';
  expect((await badOf(ports, quarantine)).map((row) => row.reason)).toEqual(instant === null ? [reason] : []);
});

test('records are found by pointers in an envelope and inside of records', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports, { shape: { records: '/data/items~1', key: '/a/0/b~0c', updated: '/' } });
  const record = '{"a":[{"b~c":"k"}],"":"2024-01-01"}';
  await writer.add(
    pageOf(`{"items/":[{}],"data":{"x":[1,"]"],"items\\u002f": [ ${record} ],"next":"[]"},"more":1}`, '/data/items~1'),
  );
  const { part } = await writer.finish(0);
  expect(await rowsOf(ports, part, '_key, record')).toEqual([{ _key: 'k', record }]);
});

test.each(['id', '/a~2', '$.id'])('%j is refused as a pointer', async (pointer) => {
  const ports = await partPlace();
  await expect(openWriter(ports, { shape: { key: pointer } })).rejects.toThrow(InvalidConfiguration);
});

test('bad records among many keep their places', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  const isBad = (index: number) => index % 997 === 3;
  const records = Array.from({ length: 50_000 }, (_, index) => (isBad(index) ? `{"no":${index}}` : `{"id":${index}}`));
  await writer.add(pageOf(`[${records.join(',')}]`));
  const { part, quarantine } = await writer.finish(0);
  expect(await recordsOf(ports, part)).toEqual(records.filter((_, index) => !isBad(index)));
  const rows = await badOf(ports, quarantine);
  expect(rows.map(({ index, bytes }) => [index, Buffer.from(bytes).toString()])).toEqual(
    records.flatMap((record, index) => (isBad(index) ? [[index, record]] : [])),
  );
});

test('of pages of any JSON each record is either kept byte for byte or in quarantine byte for byte', async () => {
  const ports = await partPlace();
  const writer = await openWriter(ports);
  const element = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(anyJson.object, fc.constantFrom('{"id":1,', '{"id" : "x",'))
        .map(([text, id]) => id + text.slice(1)),
    },
    { weight: 1, arbitrary: anyJson.object },
    { weight: 1, arbitrary: anyJson.value },
    {
      weight: 1,
      arbitrary: fc.constantFrom('{"id":NaN}', '{"id":1,}', '{"id":tru}', '{"id":"\\ud800"}'),
    },
  );
  const page = fc.array(fc.tuple(jsonSpace, element, jsonSpace), { maxLength: 6 });
  let sequence = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 3 }), async (pages) => {
      for (const elements of pages) await writer.add(pageOf(`[${elements.map((texts) => texts.join('')).join(',')}]`));
      sequence += 1;
      const { part, quarantine } = await writer.finish(sequence);
      const kept = await recordsOf(ports, part);
      const bad = (await badOf(ports, quarantine)).map(({ bytes }) => Buffer.from(bytes).toString());
      const texts = pages.flatMap((elements) => elements.map(([, text]) => text));
      const isGood = (text: string) => {
        try {
          const value = JSON.parse(text) as unknown;
          if (typeof value !== 'object' || value === null || Array.isArray(value) || text.includes('\\ud800"'))
            return false;
          return /^\{"id" ?:/.test(text) || hasKey((value as { id?: unknown }).id);
        } catch {
          return false;
        }
      };
      expect(kept).toEqual(texts.filter(isGood));
      expect(bad).toEqual(texts.filter((text) => !isGood(text)));
    }),
    { numRuns: 300 },
  );
});
const hasKey = (key: unknown) =>
  typeof key === 'number' || typeof key === 'boolean' || (typeof key === 'string' && key !== '');

test('writers at work at the same time do not disturb each other', async () => {
  const ports = await partPlace();
  const parts = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const writer = await openWriter(ports, { token: `t${index}` });
      for (let page = 0; page < 5; page += 1) {
        await writer.add(
          pageOf(`[${Array.from({ length: 200 }, (_, at) => `{"id":"${index}-${page}-${at}"}`).join(',')},{}]`),
        );
      }
      return writer.finish(0);
    }),
  );
  for (const [index, { part, quarantine }] of parts.entries()) {
    expect([part?.rows, quarantine?.rows]).toEqual([1000, 5]);
    const texts = await recordsOf(ports, part);
    expect(texts.every((text) => text.startsWith(`{"id":"${index}-`))).toBe(true);
  }
});

test('the same part finished twice is the same file; with other records it is refused', async () => {
  const ports = await partPlace();
  const finish = async (page: string) => {
    const writer = await openWriter(ports);
    await writer.add(pageOf(page));
    return writer.finish(0);
  };
  expect(await finish('[{"id":1}]')).toEqual(await finish('[{"id":1}]'));
  await expect(finish('[{"id":2}]')).rejects.toThrow(/written once/);
});

test('nothing is left of a writer that is closed, stopped or finished', async () => {
  const ports = await partPlace();
  const staging = ports.lake.locate('x').replace(/x$/, '.staging');
  const stop = new AbortController();
  const [closed, stopped, finished] = [
    await openWriter(ports),
    await openWriter(ports, { signal: stop.signal }),
    await openWriter(ports),
  ];
  for (const writer of [closed, stopped, finished]) await writer.add(pageOf('[{"id":1},{"id":NaN}]'));
  await closed.close();
  await finished.finish(0);
  const reason = new Error('stopped');
  stop.abort(reason);
  await expect(stopped.finish(1)).rejects.toBe(reason);
  await stopped.close();
  const files = await readdir(staging, { recursive: true });
  expect(files.filter((file) => file.includes('/'))).toEqual([]);
});

test('a full lake is named full, by pages and by parts', async ({ skip }) => {
  const root = await mkdtemp(join(tmpdir(), 'avesa-full-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', root]);
  onTestFinished(async () => {
    if (status === 0) spawnSync('umount', [root]);
    await rm(root, { recursive: true });
  });
  if (status !== 0) skip('a full disk needs a mount');
  const ports = { ...(await partPlace()), lake: await openFolderLake(root) };
  // Random, so that it is as large in a part as in a page.
  const page = (size: number) => pageOf(JSON.stringify([{ id: 1, x: randomBytes(size / 2).toString('hex') }]));
  const [pages, parts] = [await openWriter(ports), await openWriter(ports)];
  await expect(pages.add(page(4 << 20))).rejects.toThrow(LakeUnavailable);
  await pages.close();
  await parts.add(page(1.5 * (1 << 20)));
  await expect(parts.finish(0)).rejects.toThrow(LakeUnavailable);
  await parts.close();
  const left = await readdir(join(root, '.staging'), { recursive: true });
  expect(left.filter((path) => path.includes('/'))).toEqual([]);
});
