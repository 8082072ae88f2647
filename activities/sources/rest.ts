import { InvalidConfiguration } from '../errors.ts';
import type { Guarantee, ReadFilter, RecordShape, Secrets, SourceTable } from '../ports.ts';
import { keyAtPlace, readByKey } from './by-key.ts';
import { type ChainedTable, readByNext } from './by-next.ts';
import { type PlacedTable, readByPlace, windowByOffset, windowByPage, windowWithoutOverlap } from './by-place.ts';
import { connector } from './connector.ts';
import { basic, type Credentials, inHeader, inQuery, noCredentials, secretParts, secretText } from './credentials.ts';
import { nextLink } from './next-link.ts';
import { checkPage, textInEnvelope } from './page.ts';
import type { Stretch } from './positioned.ts';
import { countOf, patience, timeByEndpoint, timeByPage } from './questions.ts';
import { restSchema, type RestService, type RestTable } from './rest-schema.ts';
import type { Query, Service } from './service.ts';

/** Any JSON API over HTTP, described by its configuration. */
export const rest = connector('rest', {
  schema: restSchema,
  secretRef: ({ auth }) => (auth.type === 'none' ? null : auth.secret_ref),
  headers: ({ headers }) => headers,
  authenticate: ({ auth }, secrets) => authenticate(auth, secrets),
  table(settings, name, service) {
    const table = settings.tables[name]!;
    const constants = texts({ ...settings.query, ...table.query });
    const shape = { records: table.records, key: table.key, updated: table.updated };
    const capabilities = {
      filter_on_key: table.capabilities.filter_on_key !== undefined,
      sort_on_key: table.capabilities.sort_on_key !== undefined,
      count: table.capabilities.count !== undefined,
      filter_on_update: table.capabilities.filter_on_update !== undefined,
    };
    return {
      capabilities,
      shape,
      now: (signal) => timeOf(settings, table, constants, service, signal),
      count(filter, signal) {
        const { count } = table.capabilities;
        if (count === undefined) return unable(`table '${name}' has no capability 'count'`);
        const url = service.url(count.path, { ...constants, ...updateQuery(table, filter) });
        return countOf(service, url, count.pointer, signal);
      },
      ...reading(name, table, shape, constants, service),
    };
  },
});

const unable = (reason: string) => Promise.reject(new InvalidConfiguration(reason));

type Reading = Pick<SourceTable, 'guarantee' | 'keyAt' | 'read'>;

function reading(name: string, table: RestTable, shape: RecordShape, constants: Query, service: Service): Reading {
  const { paging, capabilities } = table;
  const keyAt = () => unable(`table '${name}' cannot be divided by key`);
  if (paging.type === 'cursor' || paging.type === 'link') {
    const rows = chained(table, paging, constants, service);
    return {
      // What stands behind a cursor is the source's; behind a link there is often only a page's number.
      guarantee: paging.type === 'cursor' ? 'at least once' : 'best effort',
      keyAt,
      read: (request, signal) => readByNext(rows, request, signal),
    };
  }
  const rows = positioned(table, paging, shape, constants, service);
  if (capabilities.filter_on_key !== undefined) {
    return {
      guarantee: 'exact',
      keyAt: (place, filter, signal) => keyAtPlace(rows, place, filter, patience(service, signal)),
      read: (request, signal) => readByKey(rows, request, signal),
    };
  }
  const guarantee: Guarantee =
    paging.overlap && capabilities.sort_on_key !== undefined ? 'at least once' : 'best effort';
  return { guarantee, keyAt, read: (request, signal) => readByPlace(rows, request, signal) };
}

type Paging<T extends RestTable['paging']['type']> = Extract<RestTable['paging'], { type: T }>;

function positioned(
  table: RestTable,
  paging: Paging<'page' | 'offset'>,
  shape: RecordShape,
  constants: Query,
  service: Service,
): PlacedTable {
  const { filter_on_key, sort_on_key } = table.capabilities;
  const overlapping = paging.type === 'page' ? windowByPage : windowByOffset;
  const exact =
    paging.type === 'page'
      ? windowWithoutOverlap
      : ({ place }: { place: number }, size: number) => ({ start: place, size });
  const queryOf = ({ after, up_to, filter, start, size }: Stretch): Query => ({
    ...constants,
    ...(sort_on_key && { [sort_on_key.param]: sort_on_key.value }),
    ...(filter_on_key && after !== null && { [filter_on_key.after]: after }),
    ...(filter_on_key && up_to !== null && { [filter_on_key.up_to]: up_to }),
    ...updateQuery(table, filter),
    ...(paging.type === 'page'
      ? { [paging.param]: String(paging.first + start / size), [paging.size_param]: String(size) }
      : { [paging.param]: String(start), [paging.limit_param]: String(size) }),
  });
  return {
    shape,
    size: paging.size,
    short_is_last: paging.last === 'short_page',
    window: paging.overlap ? overlapping : exact,
    fetch: (stretch, read, wait) =>
      service.get(service.url(table.path, queryOf(stretch)), (answer) => read(checkPage(answer, shape.records)), wait),
  };
}

function chained(
  table: RestTable,
  paging: Paging<'cursor' | 'link'>,
  constants: Query,
  service: Service,
): ChainedTable {
  const first = (filter: ReadFilter): Query => ({
    ...constants,
    ...(table.capabilities.sort_on_key && {
      [table.capabilities.sort_on_key.param]: table.capabilities.sort_on_key.value,
    }),
    ...updateQuery(table, filter),
    ...(paging.size_param !== undefined && { [paging.size_param]: String(paging.size) }),
  });
  if (paging.type === 'cursor') {
    return {
      service,
      records: table.records,
      url: (filter, cursor) =>
        service.url(table.path, { ...first(filter), ...(cursor !== null && { [paging.param]: cursor }) }),
      next: (page) => textInEnvelope(page, paging.next),
    };
  }
  return {
    service,
    records: table.records,
    url: (filter, cursor) => {
      const start = service.url(table.path, first(filter));
      return cursor === null ? start : sameOrigin(service, cursor, start);
    },
    next(page, url) {
      const address = nextLink(page.headers);
      if (address === undefined) return undefined;
      const { pathname, search } = sameOrigin(service, address, url);
      return pathname + search;
    },
  };
}

/** @throws InvalidConfiguration: credentials go to one origin only */
function sameOrigin(service: Service, address: string, from: URL): URL {
  const url = service.linked(address, from);
  if (url !== undefined) return url;
  const where = URL.canParse(address, from.href) ? new URL(address, from).origin : 'no address';
  throw new InvalidConfiguration(`the next page's link leads to ${where}, where the credentials are not sent`);
}

const units = { iso: 1, iso_s: 1_000, date: 86_400_000, epoch_s: 1_000, epoch_ms: 1 } as const;

/** The lower bound in the source's form, never later than it is. */
function updateQuery({ capabilities }: RestTable, { updated_since }: ReadFilter): Query {
  const filter = capabilities.filter_on_update;
  if (filter === undefined || updated_since === null) return {};
  const unit = units[filter.format];
  const ms = (Math.floor(Date.parse(updated_since) / unit) - (filter.exclusive ? 1 : 0)) * unit;
  const iso = new Date(ms).toISOString();
  const forms = {
    iso,
    iso_s: `${iso.slice(0, 19)}Z`,
    date: iso.slice(0, 10),
    epoch_s: String(ms / 1000),
    epoch_ms: String(ms),
  };
  return { [filter.param]: forms[filter.format] };
}

function timeOf(
  { time_endpoint, max_clock_skew }: RestService,
  { path, records, paging }: RestTable,
  constants: Query,
  service: Service,
  signal: AbortSignal,
): ReturnType<SourceTable['now']> {
  if (time_endpoint !== undefined) {
    return timeByEndpoint(service, { ...time_endpoint, url: service.url(time_endpoint.path, {}) }, signal);
  }
  const sizeParam = paging.type === 'offset' ? paging.limit_param : paging.size_param;
  const url = service.url(path, { ...constants, ...(sizeParam !== undefined && { [sizeParam]: '1' }) });
  return timeByPage(service, { url, records, maxSkewMs: max_clock_skew * 1000 }, signal);
}

async function authenticate(auth: RestService['auth'], secrets: Secrets): Promise<Credentials> {
  switch (auth.type) {
    case 'none':
      return noCredentials;
    case 'basic': {
      const { username, password } = await login(auth.secret_ref, secrets);
      return basic(username, password);
    }
    case 'bearer':
      return inHeader('authorization', 'Bearer ', auth.secret_ref, await secretText(secrets, auth.secret_ref));
    case 'header':
      return inHeader(auth.name, auth.prefix, auth.secret_ref, await secretText(secrets, auth.secret_ref));
    case 'query':
      return inQuery(auth.param, await secretText(secrets, auth.secret_ref));
  }
}

async function login(secretRef: string, secrets: Secrets): Promise<{ username: string; password: string }> {
  const secret = await secrets.resolve(secretRef);
  if (typeof secret !== 'string') return secretParts(secrets, secretRef, ['username', 'password']);
  const colon = secret.indexOf(':');
  if (colon < 0)
    throw new InvalidConfiguration(
      `the secret ${secretRef} has to be USER:PASSWORD, or an object of username and password`,
    );
  return { username: secret.slice(0, colon), password: secret.slice(colon + 1) };
}

const texts = (values: Record<string, string | number | boolean>): Query =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
