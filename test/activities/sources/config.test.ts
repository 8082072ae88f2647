import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkTenant, tenantSchema } from '../../../activities/sources/config.ts';
import { tenantDefinition } from '../../../activities/tenants.ts';

const connectWise = {
  connector: 'connectwise',
  base_url: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0',
  auth: { company_id: 'acme', secret_ref: 'env:CW' },
  limits: { per_second: 5, burst: 5 },
  tables: { tickets: {}, boards: { path: '/service/boards', updated: null } },
};
const table = {
  path: '/rows',
  key: '/id',
  paging: { type: 'offset', param: 'offset', limit_param: 'limit', size: 100 },
};
const rest = {
  connector: 'rest',
  base_url: 'http://localhost:8080/api',
  auth: { type: 'bearer', secret_ref: 'file:token' },
  tables: { rows: table },
};
const tenant = (services: object) => ({ tenant_id: 'acme', name: 'Acme', services });
/** A copy of a plain value with one place in it set. */
function withValue(root: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(root) as Record<string, unknown>;
  const steps = path.split('.');
  let at = copy;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  at[steps.at(-1)!] = value;
  return copy;
}

describe('a configuration that is right', () => {
  test('has no problems and its defaults', () => {
    const checked = checkTenant(tenant({ cw: connectWise, api: rest }));
    expect(checked.problems).toEqual([]);
    expect(checked.tenant!.services.cw!.tables.tickets).toMatchObject({ enabled: true, key: '/id', page_size: 1000 });
    expect(checked.tenant!.services.api!.tables.rows).toMatchObject({ settle: 60, records: '', updated: null });
  });

  test('is what the state store can keep and give back', () => {
    const { tenant: stored } = checkTenant(tenant({ cw: connectWise, api: rest }));
    const again = tenantDefinition.parse(JSON.parse(JSON.stringify(stored)));
    expect(again).toEqual(stored);
    expect(checkTenant(again)).toEqual({ problems: [], tenant: stored });
  });

  test.each([
    { type: 'page', param: 'page', size_param: 'size', size: 10 },
    { type: 'cursor', param: 'cursor', next: '/next', size: 10, size_param: 'size' },
    { type: 'link' },
  ])('pages by $type', (paging) => {
    expect(
      checkTenant(tenant({ api: { ...rest, tables: { rows: { ...table, records: '/data', paging } } } })).problems,
    ).toEqual([]);
  });

  test('may have no services, and services without tables', () => {
    expect(checkTenant({ tenant_id: 'acme', name: 'Acme' }).problems).toEqual([]);
    expect(checkTenant(tenant({ api: { ...rest, tables: {} } })).problems).toEqual([]);
  });
});

describe('each wrong field has one line that says where, what, and what to write', () => {
  test.each([
    ['services.cw.connector', 'sap', `write "connectwise" or "rest"`],
    ['services.cw.connector', undefined, `write "connectwise" or "rest"`],
    ['services.cw', 'x', 'is a text: write an object'],
    ['services.cw.base_url', 'api.example.com', 'write an address that starts with https:// or http://'],
    ['services.cw.base_url', 'ftp://api.example.com', 'write an address that starts with https:// or http://'],
    [
      'services.cw.base_url',
      'https://user:geheim@api.example.com',
      "write an address without credentials, '?' and '#'",
    ],
    ['services.cw.base_url', 'https://api.example.com?key=geheim', "write an address without credentials, '?' and '#'"],
    ['services.cw.auth', undefined, 'is missing: write an object'],
    ['services.cw.auth.company_id', 'a:b', 'write the company that one logs in to'],
    ['services.cw.auth.secret_ref', 'geheim', 'a secret is named env:NAME or file:PATH, never written here'],
    ['services.cw.auth.secret_ref', undefined, 'is missing: write a text'],
    ['services.cw.limits.per_second', 0, 'is too small: write at least 0.001'],
    ['services.cw.limits.per_second', 1e-300, 'is too small: write at least 0.001'],
    ['services.cw.limits.per_second', 1e300, 'is too large: write at most 1000000'],
    ['services.cw.limits.burst', 1e15, 'is too large: write at most 1000000'],
    ['services.api.tables.rows.settle', 1e308, 'is too large: write at most 315360000'],
    ['services.api.tables.rows.lookback', 1e11, 'is too large: write at most 315360000'],
    ['services.api.tables.rows.size_factor', 0, 'is too small: write more than 0'],
    ['services.cw.limits.burst', 1.5, 'is a number: write a whole number'],
    ['services.cw.timeout', 3600, 'is too large: write at most 600'],
    ['services.cw.max_clock_skew', '5m', 'is a text: write a number'],
    ['services.cw.tables', [], 'is a list: write an object'],
    [
      'services.cw.tables.boards.path',
      undefined,
      "is missing: write the table's path, as in /service/boards; built in are tickets, time_entries, companies, contacts",
    ],
    [
      'services.cw.tables.boards.path',
      'service/boards',
      "write a path below base_url that starts with '/', without '..', '?' and '#': parameters belong into 'query'",
    ],
    [
      'services.cw.tables.boards.path',
      '/a/../../b',
      "write a path below base_url that starts with '/', without '..', '?' and '#': parameters belong into 'query'",
    ],
    [
      'services.cw.tables.boards.path',
      '//elsewhere.example/b',
      "write a path below base_url that starts with '/', without '..', '?' and '#': parameters belong into 'query'",
    ],
    ['services.cw.tables.boards.key', 'id', "write the pointer to a field that 'conditions' can name, as in /id"],
    ['services.cw.tables.boards.page_size', 1001, 'is too large: write at most 1000'],
    ['services.cw.tables.boards.granularity', '1w', 'write "1ms" or "1s" or "1m" or "1h" or "1d"'],
    ['services.cw.tables.boards.enabled', 'yes', 'is a text: write true or false'],
    ['services.cw.tables.boards.quarantine_limit', 101, 'is too large: write at most 100'],
    ['services.cw.tables.boards.quarantine_limit', null, 'is null: write a number'],
    ['services.api.tables.rows.key', '', 'write a JSON pointer to a field of a record, as in /id'],
    [
      'services.api.tables.rows.records',
      'data',
      'write a JSON pointer, as in /data/items, or an empty text for the whole answer',
    ],
    [
      'services.api.tables.rows.records',
      '/a~2',
      'write a JSON pointer, as in /data/items, or an empty text for the whole answer',
    ],
    ['services.api.tables.rows.paging', undefined, 'is missing: write an object'],
    ['services.api.tables.rows.paging.type', 'pages', 'write "page" or "offset" or "cursor" or "link"'],
    ['services.api.tables.rows.paging.size', 0, 'is too small: write at least 1'],
    ['services.api.tables.rows.paging.param', '', 'is too short: write at least 1 characters'],
    ['services.api.tables.rows.paging.last', 'full', 'write "short_page" or "empty_page"'],
    ['services.api.tables.rows.query', { a: [1] }, 'write a text, a number, true or false', '.a'],
    ['services.api.auth.type', 'digest', 'write "none" or "basic" or "bearer" or "header" or "query"'],
    [
      'services.api.auth',
      { type: 'header', name: 'X Key', secret_ref: 'env:A' },
      'write the name of an HTTP header',
      '.name',
    ],
    [
      'services.api.auth',
      { type: 'header', name: 'Host', secret_ref: 'env:A' },
      'this header is not for a configuration to set: leave it out',
      '.name',
    ],
    ['services.api.headers', { 'x-version': 'a\r\nb: c' }, 'write printable ASCII characters only', '.x-version'],
    [
      'services.api.headers',
      { 'content-length': '1' },
      'this header is not for a configuration to set: leave it out',
      '.content-length',
    ],
    [
      'tenant_id',
      '../x',
      'tenant id: 1 to 40 of the characters A-Z a-z 0-9 . _ - are allowed, the first one a letter or a digit',
    ],
    ['name', 7, 'is a number: write a text'],
  ])('%s = %j: %s', (path, value, message, below = '') => {
    const { problems, tenant: checked } = checkTenant(withValue(tenant({ cw: connectWise, api: rest }), path, value));
    expect(problems).toEqual([`${path === 'tenant_id' ? 'tenant' : 'tenant acme'}: ${path}${below}: ${message}`]);
    expect(checked).toBeUndefined();
  });

  test.each([
    [
      { filter_on_key: { after: 'a', up_to: 'b' } },
      'capabilities.sort_on_key',
      'is missing: filter_on_key needs it; write {param: …, value: …}',
    ],
    [
      { filter_on_update: { param: 'since' } },
      'updated',
      'is missing: filter_on_update needs it; write the pointer to the update time in a record',
    ],
    [{ count: { path: '/count' } }, 'capabilities.count.pointer', 'is missing: write a text'],
    [{ sort_on_key: { param: 'sort' } }, 'capabilities.sort_on_key.value', 'is missing: write a text'],
  ])('capabilities %j: %s %s', (capabilities, path, message) => {
    const { problems } = checkTenant(tenant({ api: { ...rest, tables: { rows: { ...table, capabilities } } } }));
    expect(problems).toEqual([`tenant acme: services.api.tables.rows.${path}: ${message}`]);
  });

  test.each([
    [{ type: 'link', size: 5 }, 'paging', 'write both of size and size_param, or none'],
    [
      { type: 'cursor', param: 'c', next: '/data/next' },
      'paging.next',
      "lies inside the records: write a pointer beside them, and theirs in 'records'",
    ],
    [
      { type: 'cursor', param: 'c', next: '/next', first: 1 },
      'paging',
      "unknown field 'first': known are type, param, next, size_param, size",
    ],
  ])('paging %j: %s %s', (paging, path, message) => {
    const { problems } = checkTenant(
      tenant({ api: { ...rest, tables: { rows: { ...table, records: '/data', paging } } } }),
    );
    expect(problems).toEqual([`tenant acme: services.api.tables.rows.${path}: ${message}`]);
  });

  test('ranges of keys need pages that can be asked for by place', () => {
    const capabilities = { filter_on_key: { after: 'a', up_to: 'b' }, sort_on_key: { param: 'sort', value: 'id' } };
    const { problems } = checkTenant(
      tenant({ api: { ...rest, tables: { rows: { ...table, paging: { type: 'link' }, capabilities } } } }),
    );
    expect(problems).toEqual([
      'tenant acme: services.api.tables.rows.capabilities.filter_on_key: needs paging of type "page" or "offset", to find the keys to divide at; leave it out with "link"',
    ]);
  });

  test('all problems are told at once', () => {
    const definition = {
      tenant_id: 'acme',
      nme: 'Acme',
      services: { cw: { ...connectWise, base_url: 1 }, api: { ...rest, tables: { '../x': table } } },
    };
    expect(checkTenant(definition).problems).toEqual([
      'tenant acme: name: is missing: write a text',
      'tenant acme: services.cw.base_url: is a number: write a text',
      'tenant acme: services.api.tables."../x": table name: 1 to 60 of the characters A-Z a-z 0-9 . _ - are allowed, the first one a letter or a digit',
      "tenant acme: unknown field 'nme': known are tenant_id, name, enabled, priority, services",
    ]);
  });

  test.each([[null], [undefined], ['text'], [[]], [7]])('%j is no tenant', (definition) => {
    expect(checkTenant(definition).problems).toHaveLength(1);
    expect(checkTenant(definition).problems[0]).toMatch(/^tenant: is .*: write an object$/);
  });
});

describe('a credential', () => {
  test.each([
    ['services.api.auth.token', 'auth', "field 'token'"],
    ['services.api.auth.password', 'auth', "field 'password'"],
    ['services.cw.auth.private_key', 'auth', "field 'private_key'"],
    ['services.cw.client_secret', '', "field 'client_secret'"],
    ['services.api.api_key', '', "field 'api_key'"],
  ])('as %s is refused with the way to name it', (path, _, field) => {
    const { problems } = checkTenant(withValue(tenant({ cw: connectWise, api: rest }), path, 'geheim'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `${field}: a credential is never written here: name it by auth.secret_ref, as env:NAME or file:PATH`,
    );
  });

  test.each([
    ['headers', 'Authorization'],
    ['headers', 'X-Api-Key'],
    ['headers', 'cookie'],
    ['headers', 'X-Auth-Token'],
    ['query', 'access_token'],
    ['query', 'api_key'],
    ['query', 'client_secret'],
  ])('in %s as %s is refused', (where, name) => {
    const { problems } = checkTenant(tenant({ api: { ...rest, [where]: { [name]: 'geheim' } } }));
    expect(problems).toEqual([
      `tenant acme: services.api.${where}.${name}: a credential is never written here: name it by auth.secret_ref, as env:NAME or file:PATH`,
    ]);
  });

  test.each(['page_token_size', 'X-Version', 'client_id', 'key', 'sort', 'author', 'tokens'])(
    'is not meant by %s',
    (name) => {
      expect(checkTenant(tenant({ api: { ...rest, query: { [name]: 'x' } } })).problems).toEqual([]);
    },
  );

  test('is in no problem, wherever it was written', () => {
    const wrong = [
      'auth.secret_ref',
      'auth.type',
      'auth',
      'tables',
      'limits',
      'timeout',
      'base_url',
      'connector',
      'headers',
      'query',
    ];
    for (const path of wrong) {
      const { problems } = checkTenant(withValue(tenant({ api: rest }), `services.api.${path}`, 'geheim'));
      expect(problems.length, path).toBeGreaterThan(0);
      expect(problems.join('\n')).not.toContain('geheim');
    }
  });
});

describe('deletes', () => {
  const canonical = { table: 'tickets', columns: { summary: '/summary' } };
  const flagged = { ...canonical, deleted: '/deleted' };
  const none = `is about canonical rows, and there are none: write 'canonical', or "none"`;
  const noFlag = '"flag" needs the flag: write its pointer in canonical.deleted';
  test.each([
    ['api', 'rows', { ...table, deletes: 'reconcile' }, none],
    ['api', 'rows', { ...table, deletes: 'flag' }, none],
    ['api', 'rows', { ...table, deletes: 'flag', canonical }, noFlag],
    ['api', 'rows', { ...table, deletes: 'flag', canonical: flagged }, undefined],
    ['api', 'rows', { ...table, deletes: 'reconcile', canonical }, undefined],
    ['cw', 'companies', { deletes: 'flag' }, undefined],
    ['cw', 'tickets', { deletes: 'flag' }, noFlag],
    ['cw', 'tickets', { deletes: 'reconcile' }, undefined],
    ['cw', 'boards', { path: '/service/boards', deletes: 'reconcile' }, none],
  ])('of %s/%s as %j', (service, name, definition, problem) => {
    const services = { cw: connectWise, api: rest };
    const { problems } = checkTenant(withValue(tenant(services), `services.${service}.tables.${name}`, definition));
    const where = `tenant acme: services.${service}.tables.${name}.deletes: `;
    expect(problems).toEqual(problem === undefined ? [] : [where + problem]);
  });
});

test('names from outside stay in one line', () => {
  const { problems } = checkTenant({ tenant_id: 'acme', name: 'Acme', [`a\nb\0${'x'.repeat(500)}`]: 1 });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^[\x20-\x7e]{1,200}$/);
});

test('the schema can be given to editors', () => {
  const schema = z.toJSONSchema(tenantSchema, { io: 'input' }) as { properties: Record<string, object> };
  expect(JSON.stringify(schema.properties.services)).toContain('"const":"connectwise"');
});
