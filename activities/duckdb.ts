import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import {
  blobValue,
  DuckDBInstance,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
  type JS,
  type Json,
} from '@duckdb/node-api';
import { createGate, type Gate } from './gate.ts';

/** The process's one DuckDB: in memory, never on the network. Whoever uses it at the same time has a connection of its own. */
export interface Duckdb {
  connect(): Promise<DuckdbConnection>;
  /** Interrupts what runs and waits for its end. */
  close(): Promise<void>;
}
export interface DuckdbConnection {
  /** Rows as plain JavaScript values: BIGINT as bigint, TIMESTAMP as Date, BLOB as Uint8Array. @throws the signal's reason */
  query(sql: string, parameters?: readonly Parameter[], signal?: AbortSignal): Promise<Row[]>;
  /** How many rows the statement wrote. @throws the signal's reason */
  run(sql: string, parameters?: readonly Parameter[], signal?: AbortSignal): Promise<number>;
  /** Rows for people, batch by batch, as JSON values: what JSON has no number for is text. One at a time on a connection. */
  read(sql: string, signal?: AbortSignal): Promise<{ columns: Column[]; batches: AsyncIterable<Json[][]> }>;
  /** Interrupts what runs and waits for its end; temporary tables go with it. */
  close(): Promise<void>;
}
export type Parameter = string | number | bigint | boolean | null | Uint8Array | readonly string[];
export type Row = Record<string, JS>;
export interface Column {
  name: string;
  type: string;
}

/** A query occupies one of Node's pool threads until it ends; the others stay free for files and name look-ups. */
const poolThreads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);

/**
 * @param settings.memoryLimit what DuckDB may hold before it writes to `tempDirectory`, such as `2GB`
 * @param settings.threads DuckDB's own threads; default: one per core
 */
export async function openDuckdb(settings: {
  memoryLimit?: string;
  threads?: number;
  tempDirectory: string;
}): Promise<Duckdb> {
  const threads = settings.threads ?? availableParallelism();
  await mkdir(settings.tempDirectory, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    // What it reads decides nothing about what it loads: json, parquet and icu are part of the binary.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: settings.tempDirectory,
    threads: String(threads),
    ...(settings.memoryLimit === undefined ? {} : { memory_limit: settings.memoryLimit }),
  }).catch((cause: unknown) => {
    const asked = `memory limit '${settings.memoryLimit ?? ''}', ${threads} threads`;
    throw new Error(`DuckDB does not start with ${asked}; a limit is written 2GB, threads are at least 1`, { cause });
  });
  const setup = await instance.connect();
  await setup.run(`SET GLOBAL TimeZone = 'UTC'`);
  setup.closeSync();
  const gate = createGate(Math.max(1, Math.min(threads, poolThreads - 1)));
  const open = new Set<DuckdbConnection>();
  return {
    async connect() {
      const connection = wrap(await instance.connect(), gate, () => open.delete(connection));
      open.add(connection);
      return connection;
    },
    async close() {
      await Promise.all([...open].map((connection) => connection.close()));
      instance.closeSync();
    },
  };
}

/** Gives `use` a connection of its own and closes it afterwards. */
export async function withConnection<T>(duckdb: Duckdb, use: (connection: DuckdbConnection) => Promise<T>): Promise<T> {
  const connection = await duckdb.connect();
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

function wrap(connection: DuckDBConnection, gate: Gate, forget: () => void): DuckdbConnection {
  let closed = false;
  const running = new Map<Promise<unknown>, AbortController>();

  async function execute<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const stop = new AbortController();
    const forward = () => {
      stop.abort(signal?.reason);
    };
    if (signal?.aborted === true) forward();
    signal?.addEventListener('abort', forward, { once: true });
    const task = gate.run(() => interruptible(connection, work, stop.signal), stop.signal);
    running.set(task, stop);
    try {
      return await task;
    } finally {
      running.delete(task);
      signal?.removeEventListener('abort', forward);
    }
  }
  // A missing type is DuckDB's own choice by the value; only a list, which may be empty, needs one.
  const result = (sql: string, parameters: readonly Parameter[] = []): Promise<DuckDBMaterializedResult> =>
    parameters.length === 0
      ? connection.run(sql)
      : connection.run(sql, parameters.map(toValue), parameters.map(toType) as DuckDBType[]);

  return {
    query: (sql, parameters, signal) => execute(async () => (await result(sql, parameters)).getRowObjectsJS(), signal),
    run: (sql, parameters, signal) => execute(async () => (await result(sql, parameters)).rowsChanged, signal),
    async read(sql, signal) {
      const stream = await execute(() => connection.stream(sql), signal);
      const types = stream.columnTypes();
      const columns = stream.deduplicatedColumnNames().map((name, index) => ({ name, type: String(types[index]) }));
      const batches = stream.yieldRowsJson();
      return {
        columns,
        batches: {
          [Symbol.asyncIterator]: () => ({ next: () => execute(() => batches.next(), signal) }),
        },
      };
    },
    async close() {
      if (closed) return;
      closed = true;
      for (const stop of running.values()) stop.abort(new Error('the DuckDB connection is closed'));
      await Promise.allSettled(running.keys());
      connection.closeSync();
      forget();
    },
  };
}

/** An interrupt is lost when the query has not begun yet, so it is repeated until the query has ended. */
async function interruptible<T>(connection: DuckDBConnection, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    timer = setTimeout(interrupt, 10);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(timer);
  }
}

function toValue(parameter: Parameter): DuckDBValue {
  if (parameter instanceof Uint8Array) return blobValue(parameter);
  if (isList(parameter)) return listValue(parameter);
  return parameter;
}

function toType(parameter: Parameter): DuckDBType | undefined {
  return isList(parameter) ? LIST(VARCHAR) : undefined;
}

function isList(parameter: Parameter): parameter is readonly string[] {
  return Array.isArray(parameter);
}

/** `name` as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `text` as an SQL literal, for the places where DuckDB takes no parameter. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
