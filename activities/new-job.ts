import type { Job } from './ports.ts';

/** The record of a job that begins now, under an execution of its own id. */
export function newJob(about: Pick<Job, 'job_id' | 'input' | 'mode' | 'started_at'>): Job {
  return {
    ...about,
    execution_id: about.job_id,
    finished_at: null,
    status: 'running',
    result: null,
    error: null,
    api_calls: 0,
    api_errors: 0,
  };
}
