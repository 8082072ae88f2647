import type { ServerResponse } from 'node:http';
import { json, openSourceServer, type Request, type SourceServer } from './source-server.ts';

/** A row of a source: its key as the source orders it, its update time, its text in a page. */
export interface Row {
  key: bigint;
  /** RFC 3339. */
  updated: string;
  text: string;
}
export type Model = SourceServer & {
  /** In the order in which the source gives them. */
  rows: Row[];
};
export type Dialect = (request: Request, response: ServerResponse, rows: readonly Row[]) => void;

export async function openModel(dialect: Dialect): Promise<Model> {
  const server = await openSourceServer((request, response) => {
    dialect(request, response, model.rows);
  });
  const model: Model = Object.assign(server, { rows: [] });
  return model;
}

export const row = (key: bigint | number, updated = '2025-11-01T00:00:00Z', more = ''): Row => ({
  key: BigInt(key),
  updated,
  text: `{"id":${key},"_info":{"lastUpdated":"${updated}"}${more}}`,
});
export const byKey = (a: Row, b: Row) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
const array = (rows: readonly Row[]) => `[${rows.map(({ text }) => text).join(',')}]`;

/** ConnectWise's conventions, as far as they are used: conditions on id and update time, order, pages, counts, links. */
export const connectWiseDialect: Dialect = ({ url, headers }, response, rows) => {
  const login = `Basic ${Buffer.from('acme+public:private').toString('base64')}`;
  if (headers.authorization !== login || headers.clientid !== 'client') return void response.writeHead(401).end();
  const { searchParams } = url;
  let found = [...rows];
  for (const condition of searchParams.get('conditions')?.split(' and ') ?? []) {
    const [, field, operator, value] = /^(\S+) (>|<=|>=) (\S+)$/.exec(condition)!;
    if (field === 'id' && operator === '>') found = found.filter(({ key }) => key > BigInt(value!));
    else if (field === 'id' && operator === '<=') found = found.filter(({ key }) => key <= BigInt(value!));
    else if (field === '_info/lastUpdated' && operator === '>=') {
      const since = Date.parse(/^\[(.*)\]$/.exec(value!)![1]!);
      found = found.filter(({ updated }) => Date.parse(updated) >= since);
    } else return void response.writeHead(400).end(`condition ${condition}`);
  }
  if (url.pathname.endsWith('/count')) return void json(response, `{"count":${found.length}}`);
  if (searchParams.get('orderBy') === 'id asc') found.sort(byKey);
  const page = Number(searchParams.get('page'));
  const size = Number(searchParams.get('pageSize'));
  const more = found.length > page * size;
  const shown = found.slice((page - 1) * size, page * size);
  json(response, array(shown), more ? { link: `<${url.href}&page=${page + 1}>; rel="next"` } : {});
};

/** The generic API of a configuration: key range, order, update filter, and whichever paging is asked for. */
export const restDialect: Dialect = ({ url }, response, rows) => {
  const { searchParams } = url;
  const text = (name: string) => searchParams.get(name);
  const integer = (name: string) => (text(name) === null ? undefined : BigInt(text(name)!));
  const since = text('since') === null ? undefined : Date.parse(text('since')!);
  const [after, upTo, token] = [integer('after'), integer('up_to'), integer('token')];
  const found = rows.filter(
    ({ key, updated }) =>
      (after === undefined || key > after) &&
      (upTo === undefined || key <= upTo) &&
      (since === undefined || Date.parse(updated) >= since),
  );
  if (url.pathname === '/count') return void json(response, `{"meta":{"total":${found.length}}}`);
  if (url.pathname === '/time') return void json(response, '{"unix":1763856000}');
  if (text('sort') === 'id') found.sort(byKey);
  const size = Number(text('size') ?? text('limit') ?? 100);
  const start = text('page') === null ? Number(text('offset') ?? 0) : Number(text('page')) * size;
  // A token stands for the row behind which the next page begins, wherever that row is by then.
  const behind = token === undefined ? found : found.filter(({ key }) => key > token).sort(byKey);
  const shown = behind.slice(start, start + size);
  const next = shown.length < behind.length - start ? shown.at(-1)!.key : undefined;
  const link = new URL(url);
  link.searchParams.set('token', String(next));
  json(
    response,
    `{"meta":{"next":${next === undefined ? 'null' : `"${next}"`}},"items":{"data":${array(shown)}},"end":true}`,
    next === undefined || text('links') === null ? {} : { link: `<${link.pathname}${link.search}>; rel="next"` },
  );
};

/** The configuration for `restDialect`, with one paging. */
export const restTable = (paging: object, capabilities: object = {}) => ({
  path: '/rows',
  records: '/items/data',
  key: '/id',
  updated: '/_info/lastUpdated',
  paging,
  capabilities: {
    filter_on_update: { param: 'since' },
    count: { path: '/count', pointer: '/meta/total' },
    ...capabilities,
  },
  ...('type' in paging && paging.type === 'link' ? { query: { links: true } } : {}),
});
export const keyset = {
  filter_on_key: { after: 'after', up_to: 'up_to' },
  sort_on_key: { param: 'sort', value: 'id' },
};
export const sorted = { sort_on_key: keyset.sort_on_key };
export const pagings = {
  page: (size: number) => ({ type: 'page', param: 'page', size_param: 'size', size, first: 0 }),
  offset: (size: number) => ({ type: 'offset', param: 'offset', limit_param: 'limit', size }),
  cursor: (size: number) => ({ type: 'cursor', param: 'token', next: '/meta/next', size_param: 'size', size }),
  link: (size: number) => ({ type: 'link', size_param: 'size', size }),
};
