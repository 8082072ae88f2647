import type { Job, StateStore } from '../../../activities/ports.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { count, duration } from '../../text/amounts.ts';
import { instant } from '../../text/instants.ts';
import { table } from '../../text/table.ts';

const columns = [
  { heading: 'job' },
  { heading: 'status' },
  { heading: 'started' },
  { heading: 'took', right: true },
  { heading: 'tenants', right: true },
  { heading: 'records', right: true },
  { heading: 'API calls', right: true },
];

/** The newest jobs first. */
export async function listJobs(state: StateStore, options: { json?: true; limit: number }, io: Io): Promise<ExitCode> {
  const jobs = await state.jobs.list(options.limit);
  if (options.json) {
    io.stdout(JSON.stringify(jobs, null, 2));
  } else if (jobs.length === 0) {
    io.stderr("no jobs yet; 'avesa run' starts one");
  } else {
    const rows = await Promise.all(jobs.map(async (job) => rowOf(job, await state.jobs.countTenants(job.job_id))));
    io.stdout(table(columns, rows));
  }
  return exitCodes.good;
}

function rowOf(job: Job, tenants: number): string[] {
  return [
    job.job_id,
    job.status,
    instant(job.started_at),
    took(job),
    count(tenants),
    job.result === null ? '' : count(job.result.total_records_processed),
    count(job.api_calls),
  ];
}

export function took({ started_at, finished_at }: Pick<Job, 'started_at' | 'finished_at'>): string {
  return finished_at === null ? '' : duration(Date.parse(finished_at) - Date.parse(started_at));
}
