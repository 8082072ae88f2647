import { InvalidConfiguration, InvalidInput } from '../errors.ts';
import type { Clock, Log, Secrets, Sources, StateStore } from '../ports.ts';
import { knownTable, type TenantDefinition } from '../tenants.ts';
import { connectWise } from './connectwise.ts';
import type { ConfiguredService, Connector } from './connector.ts';
import { openHttp } from './http.ts';
import { rest } from './rest.ts';
import { serviceOf } from './service.ts';

/** Every kind of source there is. */
export const connectors: readonly Connector[] = [connectWise, rest];

export interface SourcesOptions {
  state: Pick<StateStore, 'limits' | 'breakers'>;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** From 0 to 1, for the waits between tries. */
  random?: () => number;
  /** The longest answer. */
  maxBytes?: number;
}

/** Sources over HTTP, with one pool of connections until `close`. */
export function openSources(options: SourcesOptions): Sources & { close(): Promise<void> } {
  const { state, secrets, clock } = options;
  const http = openHttp(options);
  return {
    async open(tenant, tableName, calls) {
      const { name, table, service } = configured(tenant, tableName);
      const { settings, secretRef } = service;
      const credentials = await service.authenticate(secrets);
      const access = {
        name,
        limitKey: limitKey(service),
        bucket: settings.limits,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip',
          'user-agent': 'avesa',
          ...service.headers,
          ...credentials.headers,
        },
        secrets: credentials.secrets,
        secretRef,
        timeoutMs: settings.timeout * 1000,
        calls,
      };
      return service.table(table, serviceOf(settings.base_url, { http, clock, access, credentials }));
    },
    pausedUntil: (tenant, tableName) => state.limits.heldUntil(limitKey(configured(tenant, tableName).service)),
    close: () => http.close(),
  };
}

/** @throws InvalidInput, InvalidConfiguration */
function configured(
  tenant: TenantDefinition,
  tableName: string,
): { name: string; table: string; service: ConfiguredService } {
  knownTable(tenant, tableName);
  const [serviceName = '', table = '', ...rest] = tableName.split('/');
  if (rest.length > 0) throw new InvalidInput(`a table is named SERVICE/TABLE, not '${tableName}'`);
  const definition = tenant.services[serviceName]!;
  const connector = connectors.find(({ name }) => name === definition.connector);
  const where = `tenant ${tenant.tenant_id}: services.${serviceName}`;
  if (connector === undefined) {
    const known = connectors.map(({ name }) => name).join(', ');
    throw new InvalidConfiguration(
      `${where}.connector: there is no connector '${definition.connector}', only ${known}`,
    );
  }
  return { name: `${tenant.tenant_id}/${serviceName}`, table, service: connector.configure(definition, where) };
}

/** Sources count by credential; where there is none, by host. */
function limitKey({ settings, secretRef }: ConfiguredService): string {
  const { origin } = new URL(settings.base_url);
  return secretRef === null ? origin : `${origin} ${secretRef}`;
}
