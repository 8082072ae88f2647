import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { InvalidConfiguration } from '../../../activities/errors.ts';
import { connectWiseDialect, type Model, openModel, row } from './model-source.ts';
import { allRows, never, openPlace, type Place, readAll, tenantWith } from './place.ts';

let model: Model;
let place: Place;
beforeAll(async () => {
  model = await openModel(connectWiseDialect);
});
afterAll(() => model.close());
beforeEach(async () => {
  place = await openPlace();
  place.environment.CW = '{"public_key":"public","private_key":"private","client_id":"client"}';
  model.requests.length = 0;
  model.rows = Array.from({ length: 3 }, (_, index) => row(index + 1));
  return () => place.close();
});

const open = (tables: object, name: string) => {
  const base_url = `${model.url}/v4_6_release/apis/3.0/`;
  const auth = { company_id: 'acme', secret_ref: 'env:CW' };
  return place.open(tenantWith({ connector: 'connectwise', base_url, auth, tables }), name);
};
const sent = () => model.requests.map(({ url }) => `${url.pathname}${url.search}`);

test.each([
  ['tickets', '/service/tickets'],
  ['time_entries', '/time/entries'],
  ['companies', '/company/companies'],
  ['contacts', '/company/contacts'],
])('%s are at %s, by id and _info/lastUpdated', async (name, path) => {
  const table = await open({ [name]: {} }, `api/${name}`);
  expect(table.shape).toEqual({ records: '', key: '/id', updated: '/_info/lastUpdated' });
  expect((await readAll(table)).records).toHaveLength(3);
  expect(sent()).toEqual([`/v4_6_release/apis/3.0${path}?orderBy=id%20asc&page=1&pageSize=1000`]);
});

test('any other table is at its path', async () => {
  await readAll(await open({ boards: { path: '/service/boards', page_size: 50 } }, 'api/boards'));
  expect(sent()).toEqual(['/v4_6_release/apis/3.0/service/boards?orderBy=id%20asc&page=1&pageSize=50']);
});

test('conditions name the range and the lower bound, times to the second', async () => {
  const table = await open({ tickets: {} }, 'api/tickets');
  const filter = { updated_since: '2025-10-01T02:03:04.567Z' };
  await readAll(table, { filter, range: { after: '1', up_to: '3' } });
  await table.count(filter, never);
  await table.keyAt(1, allRows, never);
  expect(model.requests.map(({ url }) => url.searchParams.get('conditions'))).toEqual([
    'id > 1 and id <= 3 and _info/lastUpdated >= [2025-10-01T02:03:04Z]',
    '_info/lastUpdated >= [2025-10-01T02:03:04Z]',
    null,
  ]);
  expect(model.requests[2]!.url.search).toBe('?orderBy=id%20asc&page=2&pageSize=1');
});

test('keys that are texts are quoted', async () => {
  model.fault = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    return true;
  };
  const table = await open(
    { members: { path: '/system/members', key: '/member/identifier', updated: null } },
    'api/members',
  );
  await readAll(table, { range: { after: String.raw`a"b\c`, up_to: '007x' } });
  expect(model.requests[0]!.url.searchParams.get('conditions')).toBe(
    String.raw`member/identifier > "a\"b\\c" and member/identifier <= "007x"`,
  );
  expect(table.capabilities.filter_on_update).toBe(false);
  model.fault = undefined;
});

test.each([
  'plain',
  '{"public_key":"public","private_key":"private"}',
  '{"public_key":"","private_key":"p","client_id":"c"}',
])('a secret that is %s is refused with the form that it has to have', async (secret) => {
  place.environment.CW = secret;
  const opening = open({ tickets: {} }, 'api/tickets');
  await expect(opening).rejects.toThrow(InvalidConfiguration);
  await expect(opening).rejects.toThrow(
    'the secret env:CW has to be an object of texts: {"public_key":"…","private_key":"…","client_id":"…"}',
  );
});
