import { randomInt } from 'node:crypto';

/** `run-20260101t120000-ab12`: sorts by time; the end tells two of one second apart. */
export function newJobId(now: Date): string {
  const time = now.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  const end = Array.from({ length: 4 }, () => randomInt(36).toString(36)).join('');
  return `run-${time}-${end}`;
}

/** The id of the execution that goes on with a job: `JOB.2` after the first, `JOB.3` after that. Step Functions allows no `~`. */
export function nextExecutionId(jobId: string, lastExecutionId: string): string {
  const last = lastExecutionId.startsWith(`${jobId}.`) ? Number(lastExecutionId.slice(jobId.length + 1)) : 1;
  return `${jobId}.${last + 1}`;
}
