import {
  checkParameters,
  jsonAnswer,
  pageAnswer,
  Refusal,
  wholeNumber,
  type Answer,
  type Api,
  type ApiRequest,
} from './answers.ts';
import { parseInstant } from './conditions.ts';
import { credentialsOf, same } from './credentials.ts';
import type { TableData } from './dataset.ts';
import type { PagingStyle } from './options.ts';
import { countOf, slice, type Selection } from './selection.ts';
import { joinPage, parseKey, type Key, type Table } from './table.ts';

export const genericBase = '/api/v1';
const filters = ['updated_since', 'id_after', 'id_up_to', 'sort'];

/**
 * A plain REST API: `/TABLE`, `/TABLE/count` and `/time`; a bearer token or the header `X-Api-Key`; the filters `updated_since`
 * (from this instant on), `id_after` (exclusive), `id_up_to` (inclusive) and `sort=id`, which is also what happens without it.
 * Each table has one of four ways of paging:
 *
 * - page: `page` from 1, `limit`; `{"data":{"items":[…]},"page":1,"has_more":true}`
 * - offset: `offset`, `limit`; a bare array
 * - cursor: `cursor`, `limit`; `{"data":{"items":[…]},"next":"…"}`, null on the last page; a cursor holds its filters
 * - link: `limit`; a bare array; the header `Link: <…>; rel="next"` on all pages but the last
 */
export const genericApi: Api = {
  tableOf: (tenant, path) => tableOf(tenant.tables, path)?.data.table.name ?? null,
  answer(request) {
    const { dataset, tenant, path, query } = request;
    checkCredentials(request);
    if (path === '/time') return jsonAnswer(200, { now: new Date(dataset.now()).toISOString() });
    const target = tableOf(tenant.tables, path);
    if (!target) throw new Refusal(404, `there is no ${path}`);
    if (!target.isCount) return pages[target.data.paging](target.data, request);
    checkParameters(query, filters);
    return jsonAnswer(200, { count: countOf(selected(target.data, query)) });
  },
  refuse: ({ status, message }) => jsonAnswer(status, { error: { status, message } }),
};

function tableOf(
  tables: ReadonlyMap<string, TableData>,
  path: string,
): { data: TableData; isCount: boolean } | undefined {
  const [, name = '', count] = /^\/([^/]+)(\/count)?$/.exec(path) ?? [];
  const data = tables.get(name);
  return data && { data, isCount: count !== undefined };
}

function checkCredentials({ dataset, tenant, headers }: ApiRequest): void {
  const { bearer_token, api_key } = credentialsOf(dataset.settings.seed, tenant.option.tenant_id);
  const given = headers['x-api-key'];
  const right =
    typeof given === 'string' ? same(given, api_key) : same(headers.authorization, `Bearer ${bearer_token}`);
  if (!right) throw new Refusal(401, 'the bearer token or the X-Api-Key is missing or wrong');
}

function selected({ table, file }: TableData, query: URLSearchParams): Selection {
  const sort = query.get('sort') ?? 'id';
  if (sort !== 'id') throw new Refusal(400, `sort: only 'id' is known, not '${sort}'`);
  const after = keyOf(table, query, 'id_after');
  const upTo = keyOf(table, query, 'id_up_to');
  const from = after === undefined ? 0 : table.firstAfter(after);
  const to = upTo === undefined ? table.rows.length : table.firstAfter(upTo);
  const since = query.get('updated_since');
  if (since === null) return { rows: table.rows, from, to, matches: null };
  const instant = parseInstant(since);
  if (instant === undefined) throw new Refusal(400, `updated_since must be as 2026-01-31T09:30:00Z, not '${since}'`);
  if (file && file.updated === undefined) throw new Refusal(400, `updated_since: ${table.name} has no update time`);
  return { rows: table.rows, from, to, matches: ({ updated }) => updated !== null && updated >= instant };
}

function keyOf(table: Table, query: URLSearchParams, name: string): Key | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const key = parseKey(table.keyKind, text);
  if (key === undefined) throw new Refusal(400, `${name} must be a whole number, not '${text}'`);
  return key;
}

const limitOf = ({ dataset, query }: ApiRequest) => {
  const most = dataset.settings.page_size_max;
  return wholeNumber(query, 'limit', { otherwise: Math.min(100, most), least: 1, most });
};

const pages: Record<PagingStyle, (data: TableData, request: ApiRequest) => Answer> = {
  page(data, request) {
    checkParameters(request.query, [...filters, 'page', 'limit']);
    const limit = limitOf(request);
    const page = wholeNumber(request.query, 'page', { otherwise: 1, least: 1 });
    const rows = slice(selected(data, request.query), { skip: (page - 1) * limit, take: limit + 1 });
    const shown = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    return pageAnswer(joinPage(shown, '{"data":{"items":[', `]},"page":${page},"has_more":${String(hasMore)}}`), shown);
  },
  offset(data, request) {
    checkParameters(request.query, [...filters, 'offset', 'limit']);
    const skip = wholeNumber(request.query, 'offset', { otherwise: 0, least: 0 });
    const shown = slice(selected(data, request.query), { skip, take: limitOf(request) });
    return pageAnswer(joinPage(shown), shown);
  },
  cursor(data, request) {
    const { shown, next } = afterCursor(data, request);
    return pageAnswer(joinPage(shown, '{"data":{"items":[', `]},"next":${JSON.stringify(next)}}`), shown);
  },
  link(data, request) {
    const { shown, next } = afterCursor(data, request);
    const query = new URLSearchParams({ limit: String(limitOf(request)), ...(next === null ? {} : { cursor: next }) });
    const headers = next === null ? undefined : { link: `<${request.url}?${query.toString()}>; rel="next"` };
    return pageAnswer(joinPage(shown), shown, headers);
  },
};

/** A cursor is the query of the next page. */
function afterCursor(data: TableData, request: ApiRequest) {
  checkParameters(request.query, [...filters, 'cursor', 'limit']);
  const limit = limitOf(request);
  const cursor = request.query.get('cursor');
  const query = cursor === null ? request.query : readCursor(cursor);
  const rows = slice(selected(data, query), { skip: 0, take: limit + 1 });
  const shown = rows.slice(0, limit);
  return { shown, next: rows.length > limit ? writeCursor(query, shown.at(-1)!.key) : null };
}

function writeCursor(query: URLSearchParams, last: Key): string {
  const next = new URLSearchParams([...query].filter(([name]) => filters.includes(name)));
  next.set('id_after', String(last));
  return Buffer.from(next.toString()).toString('base64url');
}

function readCursor(cursor: string): URLSearchParams {
  const query = new URLSearchParams(Buffer.from(cursor, 'base64url').toString());
  if (!query.has('id_after')) throw new Refusal(400, 'the cursor is none of this API');
  checkParameters(query, filters);
  return query;
}
