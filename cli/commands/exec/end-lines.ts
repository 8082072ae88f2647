import type { ExecutionDescription } from '../../../asl/interpreter/running-execution.ts';
import type { Line } from '../../screen.ts';
import { counted, duration } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';

const words: Record<ExecutionDescription['status'], string> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'stopped',
};

/** How an execution ended, and why: a line each for the error and its cause. */
export function endLines(description: ExecutionDescription, title = ''): Line[] {
  const { status, startDate, stopDate = startDate, error, cause, name, billedTransitions } = description;
  const took = duration(Date.parse(stopDate) - Date.parse(startDate));
  const tone = status === 'SUCCEEDED' ? 'good' : 'bad';
  const what = title === '' ? `execution ${name}` : title;
  return [
    `${what}: ${words[status]} after ${took}, ${counted(billedTransitions, 'state transition')}`,
    ...(error === undefined ? [] : [`error: ${oneLine(error)}`]),
    ...(cause === undefined ? [] : [`cause: ${oneLine(cause)}`]),
    ...(cause?.startsWith('No handler is registered')
      ? ['--tasks names a module of handlers, --mock a file of answers']
      : []),
  ].map((text) => ({ text, tone }));
}
