import { Worker, type NativeConnection, type WorkflowBundle } from '@temporalio/worker';
import type { Activities } from '../activities/contract.ts';
import type { Log } from '../activities/ports.ts';
import { heartbeatIntervalMs, hostActivities } from './activity-host.ts';
import { buildIdOf, workflowBundle } from './bundle.ts';
import type { Config } from './config.ts';
import { connectClient, connectWorker } from './connection.ts';
import { payloadSizeWarning } from './payload-size.ts';
import { currentWorkerVersion, promoteWorkerVersion, type WorkerVersion } from './versioning.ts';

export interface WorkerOptions {
  config: Pick<Config, 'temporal' | 'task_queue' | 'activity_slots' | 'shutdown_grace_seconds'>;
  address: string;
  activities: Activities;
  log: Log;
  /** Asks the worker to stop: it takes no more work and gives what runs `shutdown_grace_seconds`. */
  signal: AbortSignal;
  /**
   * New runs start on this worker's version at once: right for a server of our own, where nobody else decides. On another
   * server, where it stays `false`, `promoteWorkerVersion` does it when its operator wants.
   */
  promote: boolean;
  /** Instead of the workflows of this build. */
  bundle?: WorkflowBundle;
}

export interface RunningWorker {
  version: WorkerVersion;
  /** Settles when the worker has stopped; rejects when it stopped by itself. */
  finished: Promise<void>;
}

/**
 * Runs the activities and workflows on a Temporal server. Runs are pinned to the worker version that they began on (the
 * bundle's hash): a changed workflow never meets an open run's history.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config, address, log, signal } = options;
  const target = { address, settings: config.temporal };
  const bundle = options.bundle ?? (await workflowBundle());
  const version: WorkerVersion = { deployment_name: config.task_queue, build_id: buildIdOf(bundle) };
  const connection = await connectWorker(target);
  const worker = await createWorker(options, connection, bundle, version).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const failed = new AbortController();
  const finished = runUntil(worker, AbortSignal.any([signal, failed.signal])).finally(() => connection.close());
  // A worker that ends before its version is announced has nobody yet who waits for it.
  finished.catch(() => undefined);
  try {
    await Promise.race([announce(options, version), finished]);
  } catch (error) {
    failed.abort();
    await finished.catch(() => undefined);
    throw error;
  }
  log.info({ ...version, task_queue: config.task_queue, address }, 'worker started');
  return { version, finished };
}

function createWorker(
  { config, activities, log }: WorkerOptions,
  connection: NativeConnection,
  workflowBundle: WorkflowBundle,
  version: WorkerVersion,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.task_queue,
    workflowBundle,
    activities: hostActivities(activities),
    workerDeploymentOptions: {
      version: { deploymentName: version.deployment_name, buildId: version.build_id },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
    // A fault in workflow code fails its run, as on Step Functions, instead of being tried again for ever.
    workflowFailureErrorTypes: { '*': ['Error'] },
    dataConverter: { payloadCodecs: [payloadSizeWarning(log)] },
    maxConcurrentActivityTaskExecutions: config.activity_slots,
    // So often, too, does an activity learn that it was cancelled.
    maxHeartbeatThrottleInterval: heartbeatIntervalMs,
    shutdownGraceTime: config.shutdown_grace_seconds * 1_000,
    shutdownForceTime: (config.shutdown_grace_seconds + 30) * 1_000,
  });
}

async function runUntil(worker: Worker, signal: AbortSignal): Promise<void> {
  const shutdown = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  signal.addEventListener('abort', shutdown, { once: true });
  const running = worker.run();
  if (signal.aborted) shutdown();
  await running.finally(() => {
    signal.removeEventListener('abort', shutdown);
  });
}

async function announce(
  { config, address, log, signal, promote }: WorkerOptions,
  version: WorkerVersion,
): Promise<void> {
  const client = await connectClient({ address, settings: config.temporal });
  try {
    if (promote) {
      await promoteWorkerVersion(client, version, signal);
      return;
    }
    const current = await currentWorkerVersion(client, version.deployment_name);
    if (current?.build_id !== version.build_id) {
      log.warn(
        { ...version, current: current?.build_id ?? null },
        'new runs do not start on this version until it is made current',
      );
    }
  } finally {
    await client.connection.close();
  }
}
