import { describe, expect, test } from 'vitest';
import { collect, conditions, credentialHeaders, start, tickets } from './reading.ts';

const source = await start();
const all = await source.list(`${tickets}?pageSize=1000`);
const at = (place: number) => all[place]!;

describe('conditions', () => {
  const newer = all.map((row) => row._info.lastUpdated).sort()[200]!;
  const closed = (row: (typeof all)[number]) => row.status.name === 'Closed';
  test.each([
    { text: `id > ${at(9).id}`, expected: all.slice(10) },
    { text: `id >= ${at(9).id} and id < ${at(20).id}`, expected: all.slice(9, 20) },
    { text: `id > ${at(9).id} and id <= ${at(20).id}`, expected: all.slice(10, 21) },
    { text: `id = ${at(3).id}`, expected: [at(3)] },
    { text: `id = ${at(3).id + 0.5}`, expected: [] },
    { text: `id != ${at(3).id}`, expected: all.filter((row) => row !== at(3)) },
    { text: `id < ${at(9).id} and id > ${at(20).id}`, expected: [] },
    { text: `${at(2).id} < id`, status: 400 },
    { text: `lastUpdated >= [${newer}]`, expected: all.filter((row) => row._info.lastUpdated >= newer) },
    { text: `LASTUPDATED < [${newer}]`, expected: all.filter((row) => row._info.lastUpdated < newer) },
    { text: `_info/lastUpdated = [${newer}]`, expected: all.filter((row) => row._info.lastUpdated === newer) },
    { text: `_info/dateEntered >= [2020-01-01]`, expected: all },
    { text: `status/name = "Closed"`, expected: all.filter(closed) },
    { text: `status.name != 'Closed'`, expected: all.filter((row) => !closed(row)) },
    { text: `closedFlag = true`, expected: all.filter(closed) },
    { text: `closedDate != null`, expected: all.filter(closed) },
    { text: `(id = ${at(1).id} or id = ${at(5).id}) and id > ${at(2).id}`, expected: [at(5)] },
    { text: `id = ${at(1).id} or id = ${at(5).id} and id > ${at(2).id}`, expected: [at(1), at(5)] },
    // Beyond 2^53, where doubles no longer tell neighbours apart.
    { text: `messageReference = 9007199254740994`, expected: [] },
    { text: `messageReference = 9007199254740993`, expected: [at(0)] },
    { text: `summary = 5`, expected: [] },
  ])('$text', async ({ text, expected, status = 200 }) => {
    const response = await source.get(`${tickets}?pageSize=1000&${conditions(text)}`);
    expect(response.status).toBe(status);
    if (expected) expect(await response.json()).toEqual(expected);
    const count = await source.get(`${tickets}/count?${conditions(text)}`);
    if (expected) expect(await count.json()).toEqual({ count: expected.length });
  });

  test.each([
    ['id >', 'a value'],
    ['id > 5 and', 'a field'],
    ['id ~ 5', "unexpected '~ 5'"],
    ['(id > 5', "')'"],
    ['id > 5 id < 6', "'and', 'or' or the end"],
    ['summary like "x%"', 'one of = != < <= > >='],
    ['id in (1)', 'one of = != < <= > >='],
    ['lastUpdated > [yesterday]', 'a date-time'],
    ['lastUpdated > 5', 'compared with a date-time'],
    ['closedFlag > true', '= or != before boolean'],
    ['nosuch = 5', 'there is no field nosuch'],
  ])('%s is refused with what is wrong: %s', async (text, reason) => {
    const response = await source.get(`${tickets}?${conditions(text)}`);
    expect(response.status).toBe(400);
    const body = (await response.json()) as { code: string; message: string; errors: unknown[] };
    expect(body).toMatchObject({ code: 'InvalidObject', errors: [{ code: 'InvalidParameter' }] });
    expect(body.message).toContain(reason);
  });
});

describe('pages', () => {
  test('follow each other by number, and a Link header says where the next one is', async () => {
    const seen = [];
    for (let next: string | undefined = `${source.url}${tickets}?pageSize=100`; next !== undefined;) {
      const response = await source.get(next.slice(source.url.length));
      seen.push(...((await response.json()) as typeof all));
      next = /<(.+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(all);
  });
  test.each([
    ['page=1&pageSize=100', all.slice(0, 100)],
    ['page=3&pageSize=100', all.slice(200)],
    ['page=4&pageSize=100', []],
    ['', all.slice(0, 25)],
    ['orderBy=id desc&pageSize=10', all.slice(-10).reverse()],
    [`orderBy=id desc&pageSize=3&${conditions(`id < ${at(9).id}`)}`, [at(8), at(7), at(6)]],
  ])('%s', async (query, expected) => {
    expect(await source.list(`${tickets}?${query}`)).toEqual(expected);
  });
  test('hold only the wanted fields, in their own bytes', async () => {
    const query = `pageSize=1&fields=id,_info/lastUpdated,messageReference,hourlyRate`;
    const text = await (await source.get(`${tickets}?${query}`)).text();
    const whole = await (await source.get(`${tickets}?pageSize=1`)).text();
    const rate = /"hourlyRate":([\d.]+)/.exec(whole)![1]!;
    expect(rate).toMatch(/\.\d\d$/);
    expect(text).toBe(
      `[{"id":${at(0).id},"hourlyRate":${rate},"messageReference":9007199254740993,"_info":{"lastUpdated":"${at(0)._info.lastUpdated}"}}]`,
    );
  });
  test.each(['pageSize=1001', 'pageSize=0', 'page=0', 'page=x', 'orderBy=summary', 'limit=5', 'page=1&page=2'])(
    '%s is refused',
    async (query) => {
      expect((await source.get(`${tickets}?${query}`)).status).toBe(400);
    },
  );
});

test.each([
  ['no credentials', {}],
  ['no client id', { ...credentialHeaders('acme'), clientId: '' }],
  ['another tenant’s', credentialHeaders('globex')],
])('%s: 401', async (_name, headers) => {
  expect((await source.get(tickets, headers)).status).toBe(401);
});

test('tenants have records of their own', async () => {
  const other = await source.list('/globex/v4_6_release/apis/3.0/service/tickets?pageSize=1000');
  expect(other).toHaveLength(all.length);
  expect(other).not.toEqual(all);
});

test.each(['/acme/v4_6_release/apis/3.0/service/boards', '/nobody/api/v1/tickets', '/acme/elsewhere', '/'])(
  'there is no %s',
  async (path) => {
    expect((await source.get(path)).status).toBe(404);
  },
);

test('references among the tables lead to records that are there', async () => {
  const base = '/acme/v4_6_release/apis/3.0';
  const ids = async (path: string) => new Set((await source.list(`${base}${path}?pageSize=1000`)).map(({ id }) => id));
  const [companies, contacts] = [await ids('/company/companies'), await ids('/company/contacts')];
  const entries = await source.list(`${base}/time/entries?pageSize=1000`);
  const ticketIds = new Set(all.map(({ id }) => id));
  for (const { company, contact } of all) {
    expect(companies).toContain(company!.id);
    expect(contacts).toContain(contact!.id);
  }
  for (const { company, ticket } of entries) {
    expect(companies).toContain(company!.id);
    expect(ticketIds).toContain(ticket!.id);
  }
});

test('what a page shows are the journal’s current versions, byte for byte', async () => {
  const journal = await collect(source.client.journal({ tenant: 'acme', table: 'tickets', texts: true }));
  const page = await (await source.get(`${tickets}?pageSize=1000`)).text();
  expect(page).toBe(`[${journal.map(({ text }) => text).join(',')}]`);
});
