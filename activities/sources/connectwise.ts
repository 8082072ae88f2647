import { z } from 'zod';
import type { KeyRange, ReadFilter } from '../ports.ts';
import { secretRef } from '../tenants.ts';
import { localTableName } from '../../workflows/shapes.ts';
import { keyAtPlace, readByKey } from './by-key.ts';
import { connector } from './connector.ts';
import { basic, inHeader, secretParts } from './credentials.ts';
import { path, serviceFields, tableFields } from './fields.ts';
import { checkPage } from './page.ts';
import type { PositionedTable } from './positioned.ts';
import { countOf, patience, timeByPage } from './questions.ts';
import type { Query } from './service.ts';

/** The tables whose path is known. */
const paths: Record<string, string> = {
  tickets: '/service/tickets',
  time_entries: '/time/entries',
  companies: '/company/companies',
  contacts: '/company/contacts',
};

const field = z
  .string()
  .regex(/^(\/[A-Za-z_][A-Za-z0-9_]*)+$/, "write the pointer to a field that 'conditions' can name, as in /id");
const table = z.strictObject({
  ...tableFields,
  path: path.optional().describe('Where the table is, below `base_url`; the built-in tables have theirs'),
  key: field.default('/id').describe("JSON pointer to a record's key"),
  updated: field
    .nullable()
    .default('/_info/lastUpdated')
    .describe('JSON pointer to the time of its last update; null: the table does not say'),
  page_size: z.int().min(1).max(1000).default(1000).describe('Records that are asked for at once'),
});
const schema = z
  .strictObject({
    ...serviceFields,
    connector: z.literal('connectwise'),
    auth: z
      .strictObject({
        company_id: z
          .string()
          .regex(/^[^\p{Control}:+]+$/u, 'write the company that one logs in to')
          .describe('The company that one logs in to'),
        secret_ref: secretRef.describe(
          'The secret: a JSON object with the texts `public_key`, `private_key` and `client_id`',
        ),
      })
      .describe('How one is let in'),
    tables: z.record(localTableName, table).default({}),
  })
  .superRefine(({ tables }, context) => {
    for (const [name, { path }] of Object.entries(tables)) {
      if (path !== undefined || Object.hasOwn(paths, name)) continue;
      const message = `is missing: write the table's path, as in /service/boards; built in are ${Object.keys(paths).join(', ')}`;
      context.addIssue({ code: 'custom', path: ['tables', name, 'path'], message });
    }
  });

/**
 * ConnectWise PSA (Manage), by its public conventions: Basic authentication of `company+public:private`, a `clientId` header,
 * `conditions`, `orderBy`, `pageSize`, `/count`. https://developer.connectwise.com/Best_Practices
 */
export const connectWise = connector('connectwise', {
  schema,
  secretRef: ({ auth }) => auth.secret_ref,
  async authenticate({ auth }, secrets) {
    const { secret_ref, company_id } = auth;
    const parts = await secretParts(secrets, secret_ref, ['public_key', 'private_key', 'client_id']);
    const login = basic(`${company_id}+${parts.public_key}`, parts.private_key);
    const client = inHeader('clientId', '', secret_ref, parts.client_id);
    return {
      headers: { ...login.headers, ...client.headers },
      query: {},
      secrets: [...login.secrets, ...client.secrets, parts.public_key],
    };
  },
  table({ tables, max_clock_skew }, name, service) {
    const { path = paths[name]!, key, updated, page_size } = tables[name]!;
    const shape = { records: '', key, updated };
    const conditionsOf = (range: KeyRange, filter: ReadFilter) => conditions({ key, updated }, range, filter);
    const rows: PositionedTable = {
      shape,
      size: page_size,
      short_is_last: true,
      fetch({ after, up_to, filter, start, size }, read, wait) {
        const query = {
          ...conditionsOf({ after, up_to }, filter),
          orderBy: `${named(key)} asc`,
          page: String(start / size + 1),
          pageSize: String(size),
        };
        return service.get(service.url(path, query), (answer) => read(checkPage(answer, '')), wait);
      },
    };
    return {
      capabilities: { filter_on_key: true, sort_on_key: true, count: true, filter_on_update: updated !== null },
      shape,
      guarantee: 'exact',
      now: (signal) =>
        timeByPage(
          service,
          { url: service.url(path, { page: '1', pageSize: '1' }), records: '', maxSkewMs: max_clock_skew * 1000 },
          signal,
        ),
      count: (filter, signal) =>
        countOf(service, service.url(`${path}/count`, conditionsOf(wholeTable, filter)), '/count', signal),
      keyAt: (place, filter, signal) => keyAtPlace(rows, place, filter, patience(service, signal)),
      read: (request, signal) => readByKey(rows, request, signal),
    };
  },
});

const wholeTable: KeyRange = { after: null, up_to: null };

/** `id > 5 and id <= 10 and _info/lastUpdated >= [2025-11-23T03:00:00Z]`; times without fractions. */
function conditions(
  { key, updated }: { key: string; updated: string | null },
  { after, up_to }: KeyRange,
  { updated_since }: ReadFilter,
): Query {
  const parts: string[] = [];
  if (after !== null) parts.push(`${named(key)} > ${literal(after)}`);
  if (up_to !== null) parts.push(`${named(key)} <= ${literal(up_to)}`);
  if (updated_since !== null && updated !== null) {
    parts.push(`${named(updated)} >= [${new Date(updated_since).toISOString().slice(0, 19)}Z]`);
  }
  return parts.length === 0 ? {} : { conditions: parts.join(' and ') };
}

const named = (pointer: string) => pointer.slice(1);
const literal = (key: string) => (/^-?\d+$/.test(key) ? key : `"${key.replaceAll(/["\\]/g, '\\$&')}"`);
