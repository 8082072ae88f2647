import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { openDuckdb, type Duckdb } from '../../activities/duckdb.ts';
import { openFolderLake } from '../../activities/lake/folder.ts';
import type { Lake, StateStore } from '../../activities/ports.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import { demoSourceClient, type DemoSourceClient } from '../../cli/demo-source/client.ts';
import type { DemoSourceOptions } from '../../cli/demo-source/options.ts';
import { startDemoSource, type DemoSource } from '../../cli/demo-source/server.ts';
import { demoTenants } from '../../cli/demo-source/tenants.ts';
import { readConfig } from '../../worker/config.ts';
import { connectClient } from '../../worker/connection.ts';
import { startDevServer, type DevServer } from '../../worker/dev-server.ts';
import type { PipelineInput, PipelineOutput } from '../../workflows/shapes.ts';
import { path } from '../setup/found.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The demo source, a Temporal server and worker processes on a data folder of their own. */
export interface Cluster {
  source: DemoSourceClient;
  state: StateStore;
  lake: Lake;
  duckdb: Duckdb;
  /** Environment of a command or worker of this cluster. */
  env: Record<string, string>;
  startWorker(env?: Record<string, string>): Promise<void>;
  /** `kill -9` of every worker. */
  killWorkers(): Promise<void>;
  /** `kill -9` of the server, then the same server on the same ports and database. */
  crashServer(): Promise<void>;
  start(executionId: string, input?: PipelineInput): Promise<{ result(): Promise<PipelineOutput> }>;
  run(executionId: string, input?: PipelineInput): Promise<PipelineOutput>;
  close(): Promise<void>;
}

export async function openCluster(options: DemoSourceOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-e2e-'));
  const data = join(folder, 'data');
  const demo: DemoSource = await startDemoSource(options);
  const path_ = [dirname(path('temporalBinary')), process.env['PATH']].join(delimiter);
  const serverOptions = {
    data,
    namespace: 'default',
    log: silent,
    report: () => undefined,
    env: { ...process.env, PATH: path_ },
  };
  let server: DevServer = await startDevServer(serverOptions);
  const ports = { port: portOf(server.address), ui_port: portOf(server.ui_url) };
  const { tenants, env: secrets } = demoTenants(demo.url, options);
  const state = await openSqliteState(join(data, 'state.db'));
  for (const definition of tenants) {
    const { tenant, problems } = checkTenant(definition);
    if (tenant === undefined) throw new Error(problems.join('; '));
    await state.tenants.put(tenant);
  }
  await mkdir(join(data, 'lake'));
  const lake = await openFolderLake(join(data, 'lake'));
  const duckdb = await openDuckdb({ threads: 2, tempDirectory: join(folder, 'duckdb') });
  const env: Record<string, string> = {
    PATH: path_,
    ...secrets,
    AVESA_DATA: data,
    AVESA_LOG_LEVEL: 'silent',
    TEMPORAL_ADDRESS: server.address,
  };
  const client = await connectClient({ address: server.address, settings: readConfig(env).temporal });
  const workers = new Set<ChildProcess>();

  const cluster: Cluster = {
    source: demoSourceClient(demo.url),
    state,
    lake,
    duckdb,
    env,
    async startWorker(more = {}) {
      const worker = fork(main, ['worker', '--promote'], {
        env: { ...env, ...more },
        execArgv: [],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      workers.add(worker);
      worker.once('exit', () => workers.delete(worker));
      await Promise.race([
        once(worker, 'message'),
        once(worker, 'exit').then(([code]) => Promise.reject(new Error(`the worker ended with ${String(code)}`))),
      ]);
    },
    async killWorkers() {
      await Promise.all([...workers].map((worker) => ended(worker, 'SIGKILL')));
    },
    async crashServer() {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
      await server.stop();
      server = await startDevServer({ ...serverOptions, ports });
    },
    async start(workflowId, input = {}) {
      const { workflow } = client;
      await workflow.start('pipelineOrchestrator', { workflowId, taskQueue: 'avesa', args: [input] });
      return { result: () => resultOf(client, workflowId) };
    },
    run: async (executionId, input) => (await cluster.start(executionId, input)).result(),
    async close() {
      await Promise.all([...workers].map((worker) => ended(worker, 'SIGTERM')));
      await client.connection.close();
      await server.stop();
      await demo.close();
      await duckdb.close();
      await state.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return cluster;
}

/** Asks again and again: a call that was waiting for the end when the server died would never be answered. */
async function resultOf(client: Client, workflowId: string): Promise<PipelineOutput> {
  const handle = client.workflow.getHandle(workflowId);
  for (;;) {
    const state = await handle.describe().catch(() => undefined);
    if (state !== undefined && state.status.name !== 'RUNNING') return (await handle.result()) as PipelineOutput;
    await pause(200);
  }
}

async function ended(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(worker, 'exit');
  worker.kill(signal);
  await exit;
}

function portOf(address: string): number {
  return Number(address.split(':').at(-1));
}
