import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Log } from '../activities/ports.ts';
import { endWithUs } from './end-with-us.ts';
import { tryLock, type FileLock } from './lock.ts';
import { chooseFreePorts, isFreePort } from './free-ports.ts';
import { reporting, type Report } from './progress.ts';
import { endOrphan, isRunning, readRecord, writeRecord, type ServerRecord } from './server-record.ts';
import { findTemporalBinary } from './temporal-binary.ts';

export interface DevServerOptions {
  /** Holds the server's database, log and record. */
  data: string;
  namespace: string;
  log: Log;
  report: Report;
  env?: NodeJS.ProcessEnv;
  /** Instead of those of the folder's last server, or free ones. */
  ports?: { port: number; ui_port: number };
  signal?: AbortSignal;
}

/** A Temporal server of our own. */
export interface DevServer {
  address: string;
  ui_url: string;
  pid: number;
  log_file: string;
  /** Why it ended; pending while it runs. */
  ended: Promise<string>;
  /** Ends it and gives the folder free; what it knows stays on disk. */
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;
const endsWithinMs = 10_000;

/**
 * Starts Temporal's dev server with its database in the data folder, as a child that ends with this process. One that is
 * left on the same folder all the same is ended first.
 *
 * @throws Error in one line: folder not writable, in use by another process, port in use, no server to be had
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const data = resolve(options.data);
  await assertWritable(data);
  const lock = lockFolder(data);
  try {
    await endOrphan(data, endsWithinMs);
    const binary = await findTemporalBinary({
      env: options.env ?? process.env,
      report: options.report,
      signal: options.signal,
    });
    return await startOnFreePorts(binary, { ...options, data }, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The dev server that another process of ours runs on this data folder now. */
export async function findDevServer(data: string): Promise<{ address: string; ui_url: string } | undefined> {
  const record = await readRecord(resolve(data));
  if (record === undefined || !(await isRunning(record))) return undefined;
  return { address: record.address, ui_url: record.ui_url };
}

async function assertWritable(data: string): Promise<void> {
  try {
    await mkdir(data, { recursive: true });
    await access(data, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `the data folder ${data} cannot be written: ${error instanceof Error ? error.message : String(error)}; ` +
        `make it writable or set AVESA_DATA to another one`,
      { cause: error },
    );
  }
}

function lockFolder(data: string): FileLock {
  const lock = tryLock(join(data, 'temporal.lock'));
  if (lock !== undefined) return lock;
  throw new Error(
    `another avesa runs the Temporal server of ${data}: use that one, stop it, or set AVESA_DATA to another folder`,
  );
}

async function startOnFreePorts(binary: string, options: DevServerOptions, lock: FileLock): Promise<DevServer> {
  for (let attempt = 1; ; attempt += 1) {
    const ports = options.ports ?? (await lastOrFreePorts(options.data, attempt));
    for (const port of options.ports === undefined ? [] : [ports.port, ports.ui_port]) {
      if (!(await isFreePort(port)))
        throw new Error(`port ${port} is in use: choose another one for the Temporal server`);
    }
    try {
      return await start(binary, ports, options, lock);
    } catch (error) {
      // Another program can take a free port before the server does.
      if (options.ports !== undefined || attempt === 3 || !String(error).includes('address already in use'))
        throw error;
    }
  }
}

async function lastOrFreePorts(data: string, attempt: number): Promise<{ port: number; ui_port: number }> {
  const last = attempt === 1 ? await readRecord(data) : undefined;
  if (last !== undefined && (await isFreePort(last.port)) && (await isFreePort(last.ui_port))) return last;
  const [port, ui_port] = await chooseFreePorts(2);
  return { port: port!, ui_port: ui_port! };
}

/**
 * By default each step of a workflow waits for several writes to the disk, and each one that follows another for a limit of 20
 * reads a second, which is meant for servers with thousands of shards. Measured: 19 steps in 0.2 s instead of 1.6 s, 100 chunks
 * in 3 s instead of 20 s. With a write-ahead log the database survives any end of the server, too; a power cut may cost it the
 * last moments, which the activities repeat. https://sqlite.org/wal.html#performance_considerations
 */
const quickly = [
  ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=1000'],
];

async function start(
  binary: string,
  { port, ui_port }: { port: number; ui_port: number },
  { data, namespace, log, report, signal }: DevServerOptions,
  lock: FileLock,
): Promise<DevServer> {
  const log_file = join(data, 'temporal.log');
  const database = join(data, 'temporal.db');
  const output = openSync(log_file, 'w');
  // Its own process group: Ctrl-C at the terminal is for us, and the server is needed until the worker has drained.
  const child = spawn(
    binary,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(ui_port)],
      ...['--db-filename', database, '--namespace', namespace, '--log-level', 'warn', '--log-format', 'json'],
      ...quickly,
    ],
    { detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  if (child.pid !== undefined) child.once('exit', endWithUs(child.pid));
  const ended = endOf(child, log_file);
  const address = `127.0.0.1:${port}`;
  const ui_url = `http://127.0.0.1:${ui_port}`;
  const record: ServerRecord = { pid: child.pid ?? 0, database, port, ui_port, address, ui_url };
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await endChild(child);
    lock.release();
  };
  try {
    await writeRecord(data, record);
    await reporting(
      () => 'starting the Temporal server',
      report,
      () => Promise.race([answering(address, namespace, signal), ended.then((why) => Promise.reject(new Error(why)))]),
    );
  } catch (error) {
    await endChild(child);
    throw error;
  }
  void ended.then((why) => {
    if (!stopping) log.error({ log_file }, why);
  });
  return { address, ui_url, pid: record.pid, log_file, ended, stop };
}

async function answering(address: string, namespace: string, signal?: AbortSignal): Promise<void> {
  for (const deadline = performance.now() + readyWithinMs; ;) {
    signal?.throwIfAborted();
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2 seconds' });
      await connection.workflowService.describeNamespace({ namespace }).finally(() => connection.close());
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw new Error(`the Temporal server at ${address} did not answer within ${readyWithinMs / 1000} s`, {
          cause: error,
        });
      }
      await sleep(100);
    }
  }
}

async function endOf(child: ChildProcess, logFile: string): Promise<string> {
  const [code, signal] = (await Promise.race([
    once(child, 'exit'),
    once(child, 'error').then(([error]) => [String(error), null]),
  ])) as [number | string | null, string | null];
  return `the Temporal server ended (${signal ?? `status ${String(code)}`}): ${lastLines(logFile)}`;
}

function lastLines(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const text = lines.slice(-2).join(' | ').slice(-600);
  return text === '' ? `it said nothing in ${file}` : text;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
  await exited;
  clearTimeout(timer);
}
