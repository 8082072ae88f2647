import type { Clock, Job, Log, Metrics, StateStore } from '../activities/ports.ts';

const everyMs = 60_000;
/** ErrorRate looks back so many samples: 15 minutes. */
const errorRateSamples = 15;
/** More runs are never open at once. */
const jobsLookedAt = 100;

export interface JobMetricsOptions {
  state: Pick<StateStore, 'jobs' | 'tables'>;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  signal: AbortSignal;
}

/**
 * Every minute until `signal`: how long runs are open (a run that hangs would else never be seen), how old each table's data
 * is, and the requests and failures of the runs, from what the state store counts.
 */
export async function reportJobMetrics(options: JobMetricsOptions): Promise<void> {
  const { clock, log, signal } = options;
  const sample = createSampler(options);
  while (!signal.aborted) {
    await sample().catch((error: unknown) => {
      log.warn({ error }, 'the metrics of the runs could not be read');
    });
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
}

interface Calls {
  api_calls: number;
  api_errors: number;
}

function createSampler({ state, clock, metrics }: Omit<JobMetricsOptions, 'log' | 'signal'>): () => Promise<void> {
  const last = new Map<string, Calls>();
  const recent: Calls[] = [];
  let first = true;
  return async () => {
    const jobs = await state.jobs.list(jobsLookedAt);
    const now = clock.now();
    const open = jobs.filter(({ status }) => status === 'running').map((job) => now - Date.parse(job.started_at));
    if (open.length > 0) metrics.gauge('ExecutionDuration', Math.max(...open) / 1_000, {});
    // What runs had asked before this process was there is not of the last minute.
    const calls = callsSince(last, jobs, first);
    first = false;
    recent.push(calls);
    recent.splice(0, recent.length - errorRateSamples);
    const total = sum(recent);
    metrics.gauge('APICallsPerSecond', (calls.api_calls * 1_000) / everyMs, {});
    metrics.gauge('ErrorRate', total.api_calls === 0 ? 0 : (100 * total.api_errors) / total.api_calls, {});
    for (const { tenant_id, table_name, watermark } of await state.tables.watermarks()) {
      if (watermark === null) continue;
      metrics.gauge('DataFreshness', (now - Date.parse(watermark)) / 1_000, { tenant: tenant_id, table: table_name });
    }
  };
}

function callsSince(last: Map<string, Calls>, jobs: readonly Job[], first: boolean): Calls {
  const differences = jobs.map((job) => {
    const before = last.get(job.job_id) ?? (first ? job : { api_calls: 0, api_errors: 0 });
    last.set(job.job_id, { api_calls: job.api_calls, api_errors: job.api_errors });
    return { api_calls: job.api_calls - before.api_calls, api_errors: job.api_errors - before.api_errors };
  });
  const ids = new Set(jobs.map(({ job_id }) => job_id));
  for (const id of [...last.keys()]) if (!ids.has(id)) last.delete(id);
  return sum(differences);
}

function sum(all: readonly Calls[]): Calls {
  return {
    api_calls: all.reduce((total, { api_calls }) => total + api_calls, 0),
    api_errors: all.reduce((total, { api_errors }) => total + api_errors, 0),
  };
}
