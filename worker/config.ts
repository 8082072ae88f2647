import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Everything that this process is told by its environment and its command line, checked. */
export interface Config {
  /** Absolute. Holds what this machine keeps: state, lake, dev server; unless they have places of their own. */
  data: string;
  lake: string;
  /** The SQLite file. */
  state: string;
  temporal: TemporalSettings;
  task_queue: string;
  /** HOST:PORT of the Prometheus endpoint; null: none. */
  metrics_address: string | null;
  log_level: LogLevel;
  /** DuckDB's own words: `1GB`, `75%`. */
  duckdb: { memory: string; threads: number };
  /** Activities at once in one worker. */
  activity_slots: number;
  /** How long running activities may go on after a stop was asked for. */
  shutdown_grace_seconds: number;
}
export interface TemporalSettings {
  /** Null: a dev server of our own. */
  address: string | null;
  namespace: string;
  api_key: string | null;
  tls: boolean;
  /** PEM files. */
  tls_ca: string | null;
  tls_cert: string | null;
  tls_key: string | null;
}
export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);
export type LogLevel = z.infer<typeof logLevel>;

/** Wrong settings, one line for each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);
const address = z.string().regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, 'must be HOST:PORT');
const flag = z.enum(['true', 'false'], { error: "must be 'true' or 'false'" }).transform((text) => text === 'true');

/** The descriptions are what `docs/` says of a setting. */
export const environment = z.object({
  AVESA_DATA: z.string().default('.avesa').describe('The data folder'),
  AVESA_LAKE: z
    .string()
    .optional()
    .describe("The lake's folder; not set: `lake` in the data folder. One that is named here has to exist"),
  AVESA_STATE: z
    .string()
    .optional()
    .describe("The state store's SQLite file, on a local disk; not set: `state.db` in the data folder"),
  AVESA_TASK_QUEUE: z
    .string()
    .max(200)
    .default('avesa')
    .describe("Temporal's task queue, and the name of the worker deployment"),
  AVESA_METRICS_ADDRESS: address
    .optional()
    .describe('HOST:PORT at which a worker gives its metrics to Prometheus; not set: none'),
  AVESA_LOG_LEVEL: logLevel.default('info').describe('The least level that is logged'),
  AVESA_DUCKDB_MEMORY: z
    .string()
    .regex(/^\d+(\.\d+)? ?(%|[KMGT]i?B)$/, "must be a size as DuckDB reads it, as in '1GB' or '50%'")
    .default('1GB')
    .describe('What DuckDB holds in memory before it uses the disk, in each process, as in `1GB` or `50%`'),
  AVESA_DUCKDB_THREADS: whole(1, 1_024).optional().describe("DuckDB's threads in each process; not set: one per core"),
  AVESA_ACTIVITY_SLOTS: whole(1, 10_000).default(40).describe('Activities at once in one worker'),
  AVESA_SHUTDOWN_GRACE_SECONDS: whole(0, 3_600)
    .default(10)
    .describe('Seconds that running activities may go on after a stop was asked for'),
  TEMPORAL_ADDRESS: address
    .optional()
    .describe('HOST:PORT of a Temporal server; not set: the dev server that `avesa start` and `avesa dev` run'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe("The server's namespace"),
  TEMPORAL_API_KEY: z.string().optional().describe('An API key; turns TLS on'),
  TEMPORAL_TLS: flag
    .optional()
    .describe('`true` or `false`; not set: `true` where an API key or a certificate is given'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z
    .string()
    .optional()
    .describe("PEM file of the authority that has signed the server's certificate; turns TLS on"),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional().describe("PEM file of the client's certificate; turns TLS on"),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional().describe("PEM file of the client certificate's key"),
});
/** Names of the settings. */
export const settingNames = Object.keys(environment.shape) as (keyof typeof environment.shape)[];
export type Settings = Partial<Record<(typeof settingNames)[number], string>>;

/**
 * Settings from the environment, those of the command line before them. An empty value is as good as none.
 *
 * @throws ConfigError with one line for each wrong setting
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, options: Settings = {}): Config {
  const given = Object.fromEntries(
    settingNames
      .map((name): [string, string | undefined] => [name, options[name] ?? env[name]])
      .filter(([, value]) => value !== ''),
  );
  const { data, error } = environment.safeParse(given);
  // A value is shown only where it cannot be a credential: never an API key.
  if (error !== undefined)
    throw new ConfigError(
      error.issues.map(({ path, message }) => `${String(path[0])}: ${message}: '${given[String(path[0])] ?? ''}'`),
    );
  const problems = contradictions(data);
  if (problems.length > 0) throw new ConfigError(problems);
  return configOf(data);
}

type Environment = z.infer<typeof environment>;

function contradictions(env: Environment): string[] {
  const cert = env.TEMPORAL_TLS_CLIENT_CERT_PATH;
  const key = env.TEMPORAL_TLS_CLIENT_KEY_PATH;
  return [
    ...((cert === undefined) === (key === undefined)
      ? []
      : ['TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH: set both or none']),
    ...(env.TEMPORAL_TLS === false && needsTls(env)
      ? ['TEMPORAL_TLS: an API key or a certificate needs TLS; leave it out or set it to true']
      : []),
    ...(env.TEMPORAL_ADDRESS === undefined && (needsTls(env) || env.TEMPORAL_TLS === true)
      ? ['TEMPORAL_ADDRESS: must be set where TEMPORAL_API_KEY or TEMPORAL_TLS… is']
      : []),
  ];
}

/** Else an API key would travel in the clear, and a certificate would be of no use. */
function needsTls(env: Environment): boolean {
  const { TEMPORAL_API_KEY, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_SERVER_CA_CERT_PATH } = env;
  return [TEMPORAL_API_KEY, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_SERVER_CA_CERT_PATH].some(
    (value) => value !== undefined,
  );
}

function configOf(env: Environment): Config {
  const data = resolve(env.AVESA_DATA);
  const tls = env.TEMPORAL_TLS ?? needsTls(env);
  return {
    data,
    lake: resolve(env.AVESA_LAKE ?? join(data, 'lake')),
    state: resolve(env.AVESA_STATE ?? join(data, 'state.db')),
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? null,
      namespace: env.TEMPORAL_NAMESPACE,
      api_key: env.TEMPORAL_API_KEY ?? null,
      tls,
      tls_ca: env.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null,
      tls_cert: env.TEMPORAL_TLS_CLIENT_CERT_PATH ?? null,
      tls_key: env.TEMPORAL_TLS_CLIENT_KEY_PATH ?? null,
    },
    task_queue: env.AVESA_TASK_QUEUE,
    metrics_address: env.AVESA_METRICS_ADDRESS ?? null,
    log_level: env.AVESA_LOG_LEVEL,
    duckdb: { memory: env.AVESA_DUCKDB_MEMORY, threads: env.AVESA_DUCKDB_THREADS ?? availableParallelism() },
    activity_slots: env.AVESA_ACTIVITY_SLOTS,
    shutdown_grace_seconds: env.AVESA_SHUTDOWN_GRACE_SECONDS,
  };
}
