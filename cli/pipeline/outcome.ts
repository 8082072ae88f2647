import type { Failure, PipelineOutput } from '../../workflows/shapes.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { EndStatus } from '../progress/execution.ts';
import type { Progress } from '../progress/progress.ts';
import { sumsOf } from '../progress/sums.ts';
import type { Line } from '../screen.ts';
import { count, counted, duration } from '../text/amounts.ts';
import { oneLine } from '../text/one-line.ts';

export type RunStatus = PipelineOutput['status'] | 'canceled' | 'unfinished';

/** How a run ended, for people and for programs. */
export interface Outcome {
  job_id: string;
  execution_id: string;
  /** `unfinished`: it was left, and goes on. */
  status: RunStatus;
  records_processed: number;
  records_quarantined: number;
  api_calls: number;
  api_errors: number;
  /** Seconds. */
  took: number;
  result: PipelineOutput | null;
  error: Failure | null;
}

const codes: Record<RunStatus, ExitCode> = {
  completed: exitCodes.good,
  partial: exitCodes.partial,
  failed: exitCodes.failed,
  canceled: exitCodes.failed,
  unfinished: exitCodes.failed,
};
export const exitCodeOf = ({ status }: Outcome): ExitCode => codes[status];

export function outcomeOf(executionId: string, progress: Progress | null, tookMs: number): Outcome {
  const end = progress?.end ?? null;
  const result = end?.status === 'completed' ? (end.result as PipelineOutput) : null;
  const sums = progress === null ? null : sumsOf(progress);
  return {
    job_id: progress?.job_id ?? executionId,
    execution_id: executionId,
    status: end === null ? 'unfinished' : end.status === 'canceled' ? 'canceled' : (result?.status ?? 'failed'),
    records_processed: sums?.records ?? 0,
    records_quarantined: sums?.quarantined ?? 0,
    api_calls: progress?.api_calls ?? 0,
    api_errors: progress?.api_errors ?? 0,
    took: tookMs / 1000,
    result,
    error: end === null ? null : (end.failure ?? unnatural(end.status)),
  };
}

/** Ends that leave no failure behind. */
function unnatural(status: EndStatus): Failure | null {
  return status === 'terminated' || status === 'timed out' ? { type: 'Ended', message: `it was ${status}` } : null;
}

/** What the end of a run says, the summary last. */
export function outcomeLines(outcome: Outcome): Line[] {
  const { job_id, status, records_processed, records_quarantined, api_calls, api_errors, took, error } = outcome;
  const tone = status === 'completed' ? 'good' : status === 'partial' ? 'warning' : 'bad';
  const amounts = [
    counted(records_processed, 'record'),
    `${count(took > 0 ? records_processed / took : 0)}/s`,
    `${counted(api_calls, 'API call')}${api_errors > 0 ? ` (${count(api_errors)} failed)` : ''}`,
  ];
  if (records_quarantined > 0) amounts.push(`${count(records_quarantined)} quarantined`);
  const why = error === null ? '' : `: ${oneLine(error.message)}`;
  const lines: Line[] = [
    { text: `${job_id}: ${status} after ${duration(took * 1000)}, ${amounts.join(', ')}${why}`, tone },
  ];
  if (status === 'partial' || (status === 'failed' && outcome.result !== null)) {
    lines.push({ text: `'avesa status ${job_id}' shows why; 'avesa run --resume ${job_id}' goes on with it` });
  }
  if (status === 'canceled' && records_processed > 0)
    lines.push({ text: `what was read is kept: 'avesa run --resume ${job_id}' goes on with it` });
  return lines;
}
