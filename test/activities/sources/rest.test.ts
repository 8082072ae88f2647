import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InvalidConfiguration, InvalidPage } from '../../../activities/errors.ts';
import type { SourceTable } from '../../../activities/ports.ts';
import { keyset, type Model, openModel, pagings, restDialect, restTable, row, sorted } from './model-source.ts';
import { allRows, never, openPlace, type Place, readAll, tenantWith } from './place.ts';
import { json } from './source-server.ts';

let model: Model;
let place: Place;
beforeAll(async () => {
  model = await openModel(restDialect);
});
afterAll(() => model.close());
beforeEach(async () => {
  place = await openPlace({ random: () => 0 });
  model.fault = undefined;
  model.requests.length = 0;
  model.rows = Array.from({ length: 20 }, (_, index) => row(index + 1));
  return () => place.close();
});

const open = (table: object, service: object = {}): Promise<SourceTable> =>
  place.open(tenantWith({ connector: 'rest', base_url: model.url, tables: { rows: table }, ...service }), 'api/rows');
const ids = async (table: SourceTable, more = {}) => (await readAll(table, more)).records.map(({ id }) => Number(id));
const all = () => model.rows.map(({ key }) => Number(key));
const sent = () => model.requests.map(({ url }) => decodeURIComponent(url.search));

describe('a source that gives fewer records than asked for', () => {
  const capped = { base_url: '' };
  let small: Model;
  beforeAll(async () => {
    small = await openModel((request, response, rows) => {
      for (const name of ['size', 'limit']) {
        const { searchParams } = request.url;
        if (Number(searchParams.get(name)) > 4) searchParams.set(name, '4');
      }
      restDialect(request, response, rows);
    });
    capped.base_url = small.url;
  });
  afterAll(() => small.close());

  test.each([
    ['by key and page', restTable(pagings.page(10), keyset)],
    ['by key and offset', restTable(pagings.offset(10), keyset)],
    ['by page', restTable(pagings.page(10), sorted)],
    ['by offset', restTable(pagings.offset(10), sorted)],
    ['by page without overlap', restTable({ ...pagings.page(10), overlap: false }, sorted)],
    ['by cursor', restTable(pagings.cursor(10))],
    ['by link', restTable(pagings.link(10))],
  ])('is read to its end %s', async (_, table) => {
    small.rows = model.rows;
    expect(await ids(await open(table, capped))).toEqual(all());
  });

  test('is read to the end of a range of keys, even where short pages are said to be the last', async () => {
    small.rows = model.rows;
    const table = await open(restTable({ ...pagings.offset(10), last: 'short_page' }, keyset), capped);
    expect(await ids(table, { range: { after: '3', up_to: '17' } })).toEqual(all().slice(3, 17));
  });
});

describe('an empty page', () => {
  const empty = (body: string, headers = {}) => {
    model.fault = (response) => model.requests.length === 2 && json(response, body, headers);
  };

  test('that gives a cursor is not the end', async () => {
    empty('{"items":{"data":[]},"meta":{"next":"5"}}');
    expect(await ids(await open(restTable(pagings.cursor(5))))).toEqual([1, 2, 3, 4, 5, ...all().slice(5)]);
  });

  test('that gives a link is not the end', async () => {
    empty('{"items":{"data":[]}}', { link: '</rows?size=5&links=true&token=10>; rel="next"' });
    expect(await ids(await open(restTable(pagings.link(5))))).toEqual([1, 2, 3, 4, 5, ...all().slice(10)]);
  });

  test.each([
    ['by key', restTable(pagings.offset(5), keyset)],
    ['by place', restTable(pagings.offset(5), sorted)],
  ])('%s that names a next one is not the end', async (_, table) => {
    empty('{"items":{"data":[]}}', { link: '</rows?offset=5>; rel="next"' });
    expect((await ids(await open(table))).slice(-15)).toEqual(all().slice(5));
  });

  test.each([
    ['by key', keyset, '[{"id":6}]'],
    ['by place', sorted, '[{"id":5},{"id":6}]'],
  ])('nor is a short one %s that names a next one', async (_, capabilities, records) => {
    empty(`{"items":{"data":${records}}}`, { link: '</rows?offset=5>; rel="next"' });
    const table = await open(restTable({ ...pagings.offset(5), last: 'short_page' }, capabilities));
    expect(await ids(table)).toEqual(all());
  });

  test('in the place of the last known record is not the end', async () => {
    empty('{"items":{"data":[]}}');
    expect(new Set(await ids(await open(restTable(pagings.offset(5), sorted))))).toEqual(new Set(all()));
  });

  test('without the list of records is no page', async () => {
    model.fault = (response) => json(response, '{"items":null,"meta":{"next":null}}');
    await expect(readAll(await open(restTable(pagings.cursor(5))))).rejects.toThrow(InvalidPage);
  });
});

describe('a page that leads nowhere', () => {
  test.each([
    ['cursor', restTable(pagings.cursor(5)), { 'x-nothing': '' }],
    ['link', restTable(pagings.link(5)), { link: '</rows?size=5&links=true&token=5>; rel="next"' }],
  ])('by %s, again and again to itself, is refused', async (_, table, headers) => {
    model.fault = (response, { url }) =>
      url.searchParams.has('token') && json(response, '{"items":{"data":[]},"meta":{"next":"5"}}', headers);
    await expect(readAll(await open(table))).rejects.toThrow('the page names itself as the next one');
  });

  test.each([
    'https://elsewhere.example/rows?page=2',
    '//elsewhere.example/rows',
    'http://user:pass@HOST/rows',
    'data:,x',
  ])('by link to %s is refused: nothing is sent there', async (address) => {
    const link = `<${address.replace('HOST', new URL(model.url).host)}>; rel="next"`;
    model.fault = (response) => json(response, '{"items":{"data":[]}}', { link });
    const reading = readAll(await open(restTable(pagings.link(5))));
    await expect(reading).rejects.toThrow(InvalidConfiguration);
    await expect(reading).rejects.toThrow(/the next page's link leads to .*, where the credentials are not sent/);
    expect(model.requests).toHaveLength(1);
  });
});

test('a source that does not heed the filter on keys is refused, whatever its keys are', async () => {
  model.fault = (response) => json(response, '{"items":{"data":[{"id":"b"},{"id":"a"}]}}');
  const reading = readAll(await open(restTable(pagings.offset(2), keyset)));
  await expect(reading).rejects.toThrow(InvalidConfiguration);
  await expect(reading).rejects.toThrow('check filter_on_key');
});

test('a credential in the parameters is sent with every request and is in no cursor', async () => {
  place.environment.KEY = 'geheim';
  const auth = { type: 'query', param: 'key', secret_ref: 'env:KEY' };
  const { cursors } = await readAll(await open(restTable(pagings.link(5)), { auth }));
  expect(cursors).toHaveLength(4);
  expect(cursors.join()).not.toContain('geheim');
  expect(model.requests.map(({ url }) => url.searchParams.getAll('key'))).toEqual(cursors.map(() => ['geheim']));
});

test('a checkpoint of another paging is refused', async () => {
  const table = await open(restTable(pagings.offset(5), sorted));
  for (const cursor of ['1005', '{}', '{"place":-1,"anchored":0,"keys":[]}', 'null', '']) {
    await expect(readAll(table, { cursor }), cursor).rejects.toThrow('the checkpoint is of another way of paging');
  }
});

test('parameters, headers and order of the configuration are sent, with blanks and signs encoded', async () => {
  const table = { ...restTable(pagings.offset(50), sorted), query: { view: 'a b+c&d', deep: true } };
  await readAll(await open(table, { headers: { 'X-Version': '7' }, query: { tenant: 12, view: 'overridden' } }));
  expect(model.requests[0]!.url.search).toBe('?tenant=12&view=a%20b%2Bc%26d&deep=true&sort=id&offset=0&limit=50');
  expect(model.requests[0]!.headers).toMatchObject({
    'x-version': '7',
    accept: 'application/json',
    'user-agent': 'avesa',
  });
});

test.each([
  [{ format: 'iso' }, '2025-11-05T12:34:56.789Z'],
  [{ format: 'iso', exclusive: true }, '2025-11-05T12:34:56.788Z'],
  [{ format: 'iso_s' }, '2025-11-05T12:34:56Z'],
  [{ format: 'iso_s', exclusive: true }, '2025-11-05T12:34:55Z'],
  [{ format: 'date' }, '2025-11-05'],
  [{ format: 'date', exclusive: true }, '2025-11-04'],
  [{ format: 'epoch_s' }, '1762346096'],
  [{ format: 'epoch_s', exclusive: true }, '1762346095'],
  [{ format: 'epoch_ms' }, '1762346096789'],
])('a lower bound as %o is sent as %s, never later than it is', async (form, text) => {
  const table = restTable(pagings.offset(5), { filter_on_update: { param: 'changed', ...form } });
  const filter = { updated_since: '2025-11-05T12:34:56.789Z' };
  const rows = await open(table);
  await readAll(rows, { filter });
  await rows.count(filter, never);
  expect(model.requests.every(({ url }) => url.searchParams.get('changed') === text)).toBe(true);
});

test('requests for one page look like this', async () => {
  const at = { filter: { updated_since: '2025-11-01T00:00:00.000Z' }, range: { after: '3', up_to: '4' } };
  await ids(await open(restTable(pagings.page(5), keyset)), at);
  await (await open(restTable(pagings.page(5), keyset))).keyAt(7, allRows, never);
  await (await open(restTable(pagings.offset(5), keyset))).keyAt(7, allRows, never);
  expect(sent()).toEqual([
    '?sort=id&after=3&up_to=4&since=2025-11-01T00:00:00.000Z&page=0&size=5',
    '?sort=id&page=7&size=1',
    '?sort=id&offset=7&limit=1',
  ]);
});

describe('the time of a source with an endpoint for it', () => {
  test.each([
    ['iso', '"2025-11-23T00:00:01.500Z"', 1763856001500],
    ['epoch_s', '1763856001', 1763856001000],
    ['epoch_s', '"1763856001.5"', 1763856001500],
    ['epoch_ms', '1763856001500', 1763856001500],
  ])('as %s %s', async (format, text, now) => {
    model.fault = (response) => json(response, `{"clock":${text}}`);
    const time_endpoint = { path: '/time', pointer: '/clock', format };
    const table = await open(restTable(pagings.offset(5)), { time_endpoint });
    expect(await table.now(never)).toEqual({ now, skew_ms: 0, from: 'endpoint' });
  });

  test.each([
    ['iso', '"soon"'],
    ['epoch_s', 'null'],
    ['epoch_ms', '"x"'],
    ['epoch_ms', '-5'],
    ['epoch_ms', '1e300'],
    ['epoch_ms', `1${'0'.repeat(300)}`],
    ['iso', '"2025-11-23T00:00:00"'],
    ['iso', '"2025-11-99T00:00:00Z"'],
  ])('is refused when %s is %s', async (format, text) => {
    model.fault = (response) => json(response, `{"clock":${text}}`);
    const time_endpoint = { path: '/time', pointer: '/clock', format };
    await expect((await open(restTable(pagings.offset(5)), { time_endpoint })).now(never)).rejects.toThrow(InvalidPage);
  });
});

test('a time in another unit than configured is refused, before it becomes a watermark', async () => {
  model.fault = (response) => json(response, '1763856001500');
  const time_endpoint = { path: '/time', format: 'epoch_s' };
  const asking = (await open(restTable(pagings.offset(5)), { time_endpoint })).now(never);
  await expect(asking).rejects.toThrow(InvalidConfiguration);
  await expect(asking).rejects.toThrow('check time_endpoint');
});

test('a table without the capability is not counted', async () => {
  const table = await open({ ...restTable(pagings.offset(5)), capabilities: {} });
  expect(table.capabilities.count).toBe(false);
  expect(table.capabilities.filter_on_update).toBe(false);
  await expect(table.count(allRows, never)).rejects.toThrow(InvalidConfiguration);
});
