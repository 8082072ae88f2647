import type { z } from 'zod';
import type { tenantDefinition } from '../../activities/tenants.ts';
import { connectwiseBase } from './connectwise-api.ts';
import { credentialsOf, type DemoCredentials } from './credentials.ts';
import { builtInTables } from './editions.ts';
import { genericBase } from './generic-api.ts';
import {
  builtInPaging,
  checkOptions,
  environmentName,
  tenantOptions,
  type DemoSourceOptions,
  type DemoSourceSettings,
  type FileOption,
  type PagingStyle,
  type TenantOption,
} from './options.ts';

export interface DemoTenants {
  /** Definitions as `tenants import` takes them. */
  tenants: z.input<typeof tenantDefinition>[];
  /** The values of the environment variables that their `secret_ref`s name. Public: they protect nothing. */
  env: Record<string, string>;
}
type Service = NonNullable<DemoTenants['tenants'][number]['services']>[string];

/** A privileged port that no service has ever used: connections to it are refused. */
const refusingUrl = 'http://127.0.0.1:2';

/**
 * The tenants of a demo source at `url` that was started with these options. A tenant with the ConnectWise API has the service
 * `connectwise`, one with the generic API `helpdesk`, one with files of the user's `files`.
 * @throws InvalidConfiguration
 */
export function demoTenants(url: string, options: DemoSourceOptions = {}): DemoTenants {
  const settings = checkOptions(options);
  const env: Record<string, string> = {};
  const tenants = tenantOptions(settings).map((option) => {
    const base = `${option.refused ? refusingUrl : url}/${option.tenant_id}`;
    return {
      tenant_id: option.tenant_id,
      name: option.name ?? `Demo tenant ${option.tenant_id}`,
      services: servicesOf(settings, option, base, env),
    };
  });
  return { tenants, env };
}

function servicesOf(settings: DemoSourceSettings, option: TenantOption, base: string, env: DemoTenants['env']) {
  const credentials = credentialsOf(settings.seed, option.tenant_id);
  const secret = (what: string, value: string) => {
    const variable = `AVESA_DEMO_${environmentName(option.tenant_id)}_${what}`;
    env[variable] = value;
    return `env:${variable}`;
  };
  const services: Record<string, Service> =
    option.api === 'connectwise'
      ? { connectwise: connectwiseService(settings, base, credentials, secret) }
      : { helpdesk: helpdeskService(settings, base, option.auth, credentials, secret) };
  const first = tenantOptions(settings)[0]!.tenant_id;
  const files = settings.files.filter(({ tenant }) => (tenant ?? first) === option.tenant_id);
  if (files.length > 0) services['files'] = filesService(settings, base, files, credentials, secret);
  return services;
}

type Secret = (what: string, value: string) => string;

/** The demo source answers as fast as it is asked. */
const limits = { per_second: 1000, burst: 1000 };

function connectwiseService(
  settings: DemoSourceSettings,
  base: string,
  credentials: DemoCredentials,
  secret: Secret,
): Service {
  const { company, ...keys } = credentials;
  const { public_key, private_key, client_id } = keys;
  const page_size = Math.min(1000, settings.page_size_max);
  return {
    connector: 'connectwise',
    base_url: `${base}${connectwiseBase}`,
    limits,
    auth: {
      company_id: company,
      secret_ref: secret('CONNECTWISE', JSON.stringify({ public_key, private_key, client_id })),
    },
    tables: Object.fromEntries(builtInTables.map((name) => [name, { settle: settings.settle, page_size }])),
  };
}

function restService(base: string, auth: TenantOption['auth'], credentials: DemoCredentials, secret: Secret) {
  const { bearer_token, api_key } = credentials;
  return {
    connector: 'rest',
    base_url: `${base}${genericBase}`,
    limits,
    auth:
      auth === 'bearer'
        ? { type: 'bearer', secret_ref: secret('TOKEN', bearer_token) }
        : { type: 'header', name: 'X-Api-Key', secret_ref: secret('API_KEY', api_key) },
    time_endpoint: { path: '/time', pointer: '/now' },
  };
}

function helpdeskService(
  settings: DemoSourceSettings,
  base: string,
  auth: TenantOption['auth'],
  credentials: DemoCredentials,
  secret: Secret,
): Service {
  const tables = builtInTables.map((name) => [
    name,
    restTable(settings, { name, paging: builtInPaging[name], key: '/id', updated: '/_info/lastUpdated' }),
  ]);
  return { ...restService(base, auth, credentials, secret), tables: Object.fromEntries(tables) as Service['tables'] };
}

function filesService(
  settings: DemoSourceSettings,
  base: string,
  files: readonly FileOption[],
  credentials: DemoCredentials,
  secret: Secret,
): Service {
  const pointer = (field: string) => `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const tables = files.map(({ table, paging, key, updated }) => [
    table,
    restTable(settings, {
      name: table,
      paging,
      key: pointer(key),
      updated: updated === undefined ? null : pointer(updated),
    }),
  ]);
  return {
    ...restService(base, 'api_key', credentials, secret),
    tables: Object.fromEntries(tables) as Service['tables'],
  };
}

function restTable(
  { settle, page_size_max: size }: DemoSourceSettings,
  { name, paging, key, updated }: { name: string; paging: PagingStyle; key: string; updated: string | null },
) {
  const sort_on_key = { param: 'sort', value: 'id' };
  return {
    settle,
    path: `/${name}`,
    records: paging === 'page' || paging === 'cursor' ? '/data/items' : '',
    key,
    updated,
    paging: pagingOf[paging](size),
    capabilities: {
      sort_on_key,
      count: { path: `/${name}/count`, pointer: '/count' },
      ...(updated === null ? {} : { filter_on_update: { param: 'updated_since', format: 'iso_s' } }),
      // Only by page numbers: so each way of reading, by ranges of keys, by places, from page to page, is there once.
      ...(paging === 'page' ? { filter_on_key: { after: 'id_after', up_to: 'id_up_to' } } : {}),
    },
  };
}

const pagingOf: Record<PagingStyle, (size: number) => object> = {
  page: (size) => ({ type: 'page', param: 'page', size_param: 'limit', size, last: 'short_page' }),
  offset: (size) => ({ type: 'offset', param: 'offset', limit_param: 'limit', size, last: 'short_page' }),
  cursor: (size) => ({ type: 'cursor', param: 'cursor', next: '/next', size_param: 'limit', size }),
  link: (size) => ({ type: 'link', size_param: 'limit', size }),
};
