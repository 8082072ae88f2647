import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Client } from '@temporalio/client';
import { Runtime, type WorkflowBundle } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Log } from '../../activities/ports.ts';
import { buildIdOf, workflowBundle } from '../../worker/bundle.ts';
import { readConfig, type Config } from '../../worker/config.ts';
import { connectClient } from '../../worker/connection.ts';
import { startDevServer, type DevServer } from '../../worker/dev-server.ts';
import { chooseFreePorts } from '../../worker/free-ports.ts';
import { createLog } from '../../worker/log.ts';
import { createMetrics } from '../../worker/metrics.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { startWorker, type RunningWorker } from '../../worker/temporal.ts';
import { promoteWorkerVersion } from '../../worker/versioning.ts';
import { path } from '../setup/found.ts';
import { createStage, made, type Script } from '../workflows/script.ts';

let folder: string;
let server: DevServer;
let client: Client;
let metrics_address: string;
const stage = createStage();
const silent = createLog({ level: 'silent' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-worker-'));
  metrics_address = `127.0.0.1:${(await chooseFreePorts(1))[0]}`;
  installRuntime({ log: silent, log_level: 'error', metrics_address });
  server = await startDevServer({
    data: folder,
    namespace: 'default',
    log: silent,
    report: () => undefined,
    env: { ...process.env, PATH: dirname(path('temporalBinary')) },
  });
  client = await connectClient({ address: server.address, settings: readConfig({}).temporal });
});
afterAll(async () => {
  await client.connection.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** A worker of a task queue of its own, and so of a deployment of its own. */
async function withWorker<T>(
  options: { task_queue: string; promote?: boolean; log?: Log; grace?: number; bundle?: WorkflowBundle },
  use: (worker: RunningWorker, stop: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { task_queue, promote = true, log = silent, grace = 5, bundle } = options;
  const config: Config = { ...readConfig({}), task_queue, shutdown_grace_seconds: grace };
  const stop = new AbortController();
  const worker = await startWorker({
    config,
    address: server.address,
    activities: stage.unhosted,
    log,
    signal: stop.signal,
    promote,
    ...(bundle === undefined ? {} : { bundle }),
  });
  const end = async () => {
    stop.abort();
    await worker.finished;
  };
  try {
    return await use(worker, end);
  } finally {
    await end();
  }
}

async function begin(taskQueue: string, workflowId: string, script: Script = {}) {
  const calls = stage.set(workflowId, script);
  const handle = await client.workflow.start('pipelineOrchestrator', { taskQueue, workflowId, args: [{}] });
  return { handle, calls };
}
const versionOf = async (workflowId: string) => {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const { behavior, deploymentVersion } = raw.workflowExecutionInfo?.versioningInfo ?? {};
  return { behavior, deployment: deploymentVersion?.deploymentName, build: deploymentVersion?.buildId };
};
/** A log of which only the warnings are looked at. */
const logOf = (warn: (fields: object, message: string) => void): Log => ({
  debug: () => undefined,
  info: () => undefined,
  error: () => undefined,
  warn,
});
/** VERSIONING_BEHAVIOR_PINNED */
const pinned = 1;

describe('a worker whose version is current', () => {
  test('runs workflows to their end, all executions pinned to its build', async () => {
    const build = buildIdOf(await workflowBundle());
    await withWorker({ task_queue: 'current' }, async ({ version }) => {
      expect(version).toEqual({ deployment_name: 'current', build_id: build });
      const { handle } = await begin('current', 'pinned');
      expect(await handle.result()).toMatchObject({ status: 'completed', total_records_processed: 20 });
      for (const id of ['pinned', 'pinned/acme', 'pinned/acme/crm/tickets']) {
        expect(await versionOf(id)).toEqual({ behavior: pinned, deployment: 'current', build });
      }
    });
  });
});

describe('a worker of a changed version', () => {
  test('takes new runs once it is current; open ones stay with the worker that they began on', async () => {
    const { code } = await workflowBundle();
    const changed = { code: `${code}\n// changed` };
    const first = buildIdOf({ code });
    const second = buildIdOf(changed);
    expect(second).not.toBe(first);
    await withWorker({ task_queue: 'two' }, async () => {
      const goOn = new AbortController();
      const open = await begin('two', 'begun-before', {
        discoverTenantTables: async () => {
          await once(goOn.signal, 'abort');
          return { table_count: 0 };
        },
      });
      await vi.waitFor(() => {
        expect(made(open.calls, 'discoverTenantTables')).toHaveLength(1);
      }, 20_000);
      await withWorker({ task_queue: 'two', bundle: changed }, async () => {
        const late = await begin('two', 'begun-after', { discoverTenantTables: () => ({ table_count: 0 }) });
        expect(await late.handle.result()).toMatchObject({ status: 'completed' });
        expect((await versionOf('begun-after')).build).toBe(second);
        goOn.abort();
        expect(await open.handle.result()).toMatchObject({ status: 'completed' });
        expect((await versionOf('begun-before')).build).toBe(first);
      });
    });
  });
});

describe('a worker whose version is not current', () => {
  test('says so, and runs nothing new until it is made current', async () => {
    const warnings: unknown[] = [];
    const log = logOf((fields, message) => warnings.push([message, fields]));
    await withWorker({ task_queue: 'foreign', promote: false, log }, async ({ version }) => {
      expect(warnings).toEqual([
        ['new runs do not start on this version until it is made current', { ...version, current: null }],
      ]);
      const { handle, calls } = await begin('foreign', 'waiting');
      expect(calls).toEqual([]);
      await promoteWorkerVersion(client, version);
      expect(await handle.result()).toMatchObject({ status: 'completed' });
    });
  });
});

describe('a worker that is asked to stop', () => {
  test('lets short work end, stops the rest after its grace, and another one goes on', async () => {
    let begun = 0;
    let stopped = 0;
    const { handle, calls } = await withWorker({ task_queue: 'stopping', grace: 1 }, async (_worker, stop) => {
      const run = await begin('stopping', 'interrupted', {
        discoverTenantTables: async (_input, { nth, context }) => {
          if (nth > 1) return { table_count: 0 };
          begun += 1;
          await once(context.signal, 'abort');
          stopped += 1;
          throw new Error('the connection was closed');
        },
      });
      await vi.waitFor(() => {
        expect(begun).toBe(1);
      }, 20_000);
      await stop();
      return run;
    });
    expect(stopped).toBe(1);
    await withWorker({ task_queue: 'stopping' }, async () => {
      expect(await handle.result()).toMatchObject({ status: 'completed' });
    });
    // It was told at once, and did not wait for a time-out.
    expect(made(calls, 'discoverTenantTables').map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('before it has begun does not begin', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const options = { config: readConfig({}), address: server.address, activities: stage.unhosted, log: silent };
    await expect(startWorker({ ...options, signal: stop.signal, promote: true })).rejects.toThrow('stopped');
  });
});

test('a value that Step Functions would refuse is reported, with whose it is', async () => {
  const warnings: object[] = [];
  const log = logOf((fields) => warnings.push(fields));
  const notified = (bytes: number) => ({ notified: true, pad: 'x'.repeat(bytes) });
  const overhead = JSON.stringify(notified(0)).length;
  await withWorker({ task_queue: 'large', log }, async () => {
    const fits = await begin('large', 'fits', { notifyCompletion: () => notified(262_144 - overhead) });
    await fits.handle.result();
    expect(warnings).toEqual([]);
    const tooLarge = await begin('large', 'too-large', { notifyCompletion: () => notified(262_145 - overhead) });
    await tooLarge.handle.result();
    expect(warnings).toEqual([{ workflow: 'too-large', activity: '3', bytes: 262_145, limit: 262_144 }]);
  });
});

test("Temporal's metrics and ours are at one endpoint", async () => {
  await withWorker({ task_queue: 'measured' }, async () => {
    const { handle } = await begin('measured', 'measured');
    await handle.result();
    createMetrics(Runtime.instance().metricMeter).count('ChunksProcessed', 1, { tenant: 'acme' });
    const text = await (await fetch(`http://${metrics_address}/metrics`)).text();
    expect(text).toContain('avesa_chunks_processed_total{tenant="acme"} 1');
    expect(text).toMatch(/temporal_workflow_completed\{[^}]*task_queue="measured"[^}]*\} 1/);
    expect(text).toMatch(
      /avesa_state_transitions_total\{[^}]*taskQueue="measured",workflowType="tableProcessor"\} \d{2}/,
    );
  });
});

test('a server that is not there is one clear line', async () => {
  const [port] = await chooseFreePorts(1);
  const address = `127.0.0.1:${port}`;
  const options = { config: readConfig({}), address, activities: stage.unhosted, log: silent, promote: true };
  await expect(startWorker({ ...options, signal: new AbortController().signal })).rejects.toThrow(
    new RegExp(`^the Temporal server at ${address} cannot be reached: .*; check TEMPORAL_ADDRESS$`),
  );
  await expect(connectClient({ address, settings: readConfig({}).temporal })).rejects.toThrow(
    `the Temporal server at ${address} cannot be reached`,
  );
});
