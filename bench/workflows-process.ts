import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Activities, ActivityContext, ActivityName } from '../activities/contract.ts';
import { readConfig, type Config } from '../worker/config.ts';
import { connectWorker } from '../worker/connection.ts';
import { createLog } from '../worker/log.ts';
import { startWorker } from '../worker/temporal.ts';
import { serveParent } from './child.ts';
import { emptyActivities, type Shape } from './empty-activities.ts';

/** A worker with empty activities: ours as it is, or the SDK's own with the barest workflows. */
export interface WorkflowsPart {
  input: { side: 'ours' | 'bare'; address: string; task_queue: string; shape: Shape };
  ready: null;
  end: null;
}

serveParent<WorkflowsPart>(async ({ side, address, task_queue, shape }) => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const config = readConfig({ AVESA_TASK_QUEUE: task_queue, AVESA_SHUTDOWN_GRACE_SECONDS: '0' });
  const stop = await (side === 'ours' ? startOurs : startBare)(config, address, emptyActivities(shape));
  return { ready: null, end: () => stop().then(() => null) };
});

type Stop = () => Promise<void>;

async function startOurs(config: Config, address: string, activities: Activities): Promise<Stop> {
  const stopping = new AbortController();
  const log = createLog({ level: 'error' });
  const { finished } = await startWorker({ config, address, activities, log, signal: stopping.signal, promote: true });
  return () => {
    stopping.abort();
    return finished;
  };
}

async function startBare(config: Config, address: string, activities: Activities): Promise<Stop> {
  const connection = await connectWorker({ address, settings: config.temporal });
  const workflowsPath = fileURLToPath(new URL('bare-workflows.js', import.meta.url));
  const worker = await Worker.create({
    connection,
    taskQueue: config.task_queue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    activities: withoutContext(activities),
    maxConcurrentActivityTaskExecutions: config.activity_slots,
  });
  const finished = worker.run();
  return async () => {
    worker.shutdown();
    await finished;
    await connection.close();
  };
}

/** The same activities as the SDK calls them; they look at their input only. */
function withoutContext(activities: Activities) {
  const names = Object.keys(activities) as ActivityName[];
  return Object.fromEntries(
    names.map((name) => {
      const activity = activities[name] as (input: unknown, context: ActivityContext) => Promise<unknown>;
      return [name, (input: unknown) => activity(input, undefined as never)];
    }),
  );
}
