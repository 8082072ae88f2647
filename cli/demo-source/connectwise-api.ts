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
import { ConditionError, parseConditions } from './conditions.ts';
import { credentialsOf, isBasicFor, same } from './credentials.ts';
import type { BuiltInTable } from './editions.ts';
import { project } from './fields.ts';
import { select } from './matching.ts';
import { countOf, slice, type Selection } from './selection.ts';
import { joinPage, type Table } from './table.ts';

export const connectwiseBase = '/v4_6_release/apis/3.0';
export const connectwisePaths: Readonly<Record<BuiltInTable, string>> = {
  tickets: '/service/tickets',
  time_entries: '/time/entries',
  companies: '/company/companies',
  contacts: '/company/contacts',
};

/**
 * ConnectWise's REST API as far as reading lists goes: Basic credentials `company+public:private` and the header `clientId`;
 * `conditions`, `orderBy=id asc|desc`, `page`, `pageSize`, `fields`; `…/count`. A page that is not the last has a `Link` header.
 * https://developer.connectwise.com/Best_Practices/PSA_API_Requests
 */
export const connectwiseApi: Api = {
  tableOf: (_tenant, path) => tableOf(path)?.table ?? null,
  answer(request) {
    checkCredentials(request);
    const target = tableOf(request.path);
    if (!target) throw new Refusal(404, `there is no ${request.path}`);
    const { table } = request.tenant.tables.get(target.table)!;
    try {
      return target.isCount ? countAnswer(table, request.query) : listAnswer(table, request);
    } catch (error) {
      if (error instanceof ConditionError) throw new Refusal(400, `conditions: ${error.message}`);
      throw error;
    }
  },
  refuse({ status, message }) {
    const code = { 400: 'InvalidObject', 401: 'Unauthorized', 404: 'NotFound' }[status];
    const errors = status === 400 ? [{ code: 'InvalidParameter', message, resource: 'query', field: null }] : null;
    return jsonAnswer(status, { code, message, errors });
  },
};

function tableOf(path: string): { table: BuiltInTable; isCount: boolean } | undefined {
  const isCount = path.endsWith('/count');
  const list = isCount ? path.slice(0, -'/count'.length) : path;
  const [table] = Object.entries(connectwisePaths).find(([, listPath]) => listPath === list) ?? [];
  return table === undefined ? undefined : { table: table as BuiltInTable, isCount };
}

function checkCredentials({ dataset, tenant, headers }: ApiRequest): void {
  const credentials = credentialsOf(dataset.settings.seed, tenant.option.tenant_id);
  if (!isBasicFor(credentials, headers.authorization))
    throw new Refusal(401, 'the company, public key or private key is wrong');
  const { clientid } = headers;
  if (!same(typeof clientid === 'string' ? clientid : undefined, credentials.client_id)) {
    throw new Refusal(401, 'the header clientId is missing or wrong');
  }
}

function selected(table: Table, query: URLSearchParams): Selection {
  const conditions = query.get('conditions')?.trim() ?? '';
  return select(table, conditions === '' ? null : parseConditions(conditions));
}

function countAnswer(table: Table, query: URLSearchParams): Answer {
  checkParameters(query, ['conditions']);
  return jsonAnswer(200, { count: countOf(selected(table, query)) });
}

function listAnswer(table: Table, { dataset, query, url }: ApiRequest): Answer {
  checkParameters(query, ['conditions', 'orderBy', 'page', 'pageSize', 'fields']);
  const size = wholeNumber(query, 'pageSize', { otherwise: 25, least: 1, most: dataset.settings.page_size_max });
  const page = wholeNumber(query, 'page', { otherwise: 1, least: 1 });
  const order = /^\s*id(?:\s+(asc|desc))?\s*$/i.exec(query.get('orderBy') ?? 'id');
  if (!order) throw new Refusal(400, `orderBy: only 'id asc' and 'id desc' are known, not '${query.get('orderBy')!}'`);
  const descending = order[1]?.toLowerCase() === 'desc';
  // One more than the page shows whether there is a next one.
  const rows = slice(selected(table, query), { skip: (page - 1) * size, take: size + 1, descending });
  const shown = rows.slice(0, size);
  const headers = rows.length > size ? { link: `<${nextUrl(url, query, page + 1)}>; rel="next"` } : undefined;
  const fields = query.get('fields');
  if (fields === null) return pageAnswer(joinPage(shown), shown, headers);
  const paths = fields.split(',').map((field) => field.trim().split('/'));
  // Bytes stay what they are by latin1, whatever they mean; a spoiled record is shown whole.
  const parts = shown.map(({ bytes, bad }) =>
    bad ? bytes.toString('latin1') : project(bytes.toString('latin1'), paths),
  );
  return pageAnswer(Buffer.from(`[${parts.join(',')}]`, 'latin1'), [], headers);
}

function nextUrl(url: string, query: URLSearchParams, page: number): string {
  const next = new URLSearchParams(query);
  next.set('page', String(page));
  return `${url}?${next.toString()}`;
}
