import type { z } from 'zod';
import { InvalidConfiguration } from '../errors.ts';
import type { Secrets, SourceTable } from '../ports.ts';
import type { ServiceDefinition } from '../tenants.ts';
import type { Credentials } from './credentials.ts';
import { problemsOf } from './explain.ts';
import type { Service } from './service.ts';

interface ServiceSettings extends ServiceDefinition {
  timeout: number;
}

/** What a connector says about one kind of source; the requests' waits, retries and limits are not its business. */
interface ConnectorSpec<S extends ServiceSettings> {
  /** The service's strict schema, with `connector: z.literal(NAME)`. */
  schema: z.ZodObject & z.ZodType<S>;
  /** Null: the service is open to all. */
  secretRef(service: S): string | null;
  authenticate(service: S, secrets: Secrets): Promise<Credentials>;
  /** Constant ones, without credentials. */
  headers?(service: S): Record<string, string>;
  /** `name` is one of the service's tables. */
  table(settings: S, name: string, service: Service): SourceTable;
}

/** A connector, its own settings' type hidden. */
export interface Connector {
  name: string;
  schema: z.ZodObject;
  /** @throws InvalidConfiguration, `where` first */
  configure(definition: unknown, where: string): ConfiguredService;
}
export interface ConfiguredService {
  settings: ServiceSettings;
  secretRef: string | null;
  authenticate(secrets: Secrets): Promise<Credentials>;
  headers: Record<string, string>;
  table(name: string, service: Service): SourceTable;
}

export function connector<S extends ServiceSettings>(name: string, spec: ConnectorSpec<S>): Connector {
  return {
    name,
    schema: spec.schema,
    configure(definition, where) {
      const parsed = spec.schema.safeParse(definition);
      if (!parsed.success) {
        throw new InvalidConfiguration(`${where}: ${problemsOf(spec.schema, definition).join('; ')}`);
      }
      const settings = parsed.data;
      return {
        settings,
        secretRef: spec.secretRef(settings),
        headers: spec.headers?.(settings) ?? {},
        authenticate: (secrets) => spec.authenticate(settings, secrets),
        table: (table, service) => spec.table(settings, table, service),
      };
    },
  };
}
