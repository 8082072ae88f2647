import type { Retrier } from '../../spec/states.ts';
import type { Retry } from '../ir.ts';
import type { StateNode } from '../2-schedule/state-graph.ts';

/** What Step Functions and Lambda call a time-out. Behind a Map or Parallel our own name may stand for one. */
const timeouts = ['States.Timeout', 'States.HeartbeatTimeout', 'Sandbox.Timedout'];

/** Names of failures as ASL has them. */
export function errorNames(errors: readonly string[], isAround: boolean): string[] {
  if (errors.includes('All')) return ['States.ALL'];
  return errors.flatMap((error) => {
    if (error === 'Timeout') return isAround ? [...timeouts, error] : timeouts;
    return error === 'WorkflowError' ? ['States.QueryEvaluationError', error] : [error];
  });
}

/** Faults of Lambda itself: the platform's business, as on Temporal. https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html */
const lambdaFaults: Retrier = {
  ErrorEquals: [
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 6,
  BackoffRate: 2,
};

/** Too many executions at once, or too many starts: the child has not begun. */
const startFaults: Retrier = {
  ErrorEquals: [
    'StepFunctions.ExecutionLimitExceededException',
    'StepFunctions.ThrottlingException',
    'StepFunctions.SdkClientException',
  ],
  IntervalSeconds: 60,
  MaxAttempts: 5,
  BackoffRate: 2,
};

/** Of an expression that fails: JavaScript would not do the work again either. */
const expressionFaults: Retrier = { ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 0 };

export function retriersOf({ what }: StateNode, computesWhatMayFail: boolean): Retrier[] {
  if (what.kind !== 'task' && what.kind !== 'parallel') return [];
  const own = withoutUseless(what.retry).map((retry) => retrier(retry, what.kind === 'parallel'));
  const platform = what.kind === 'parallel' ? [] : [what.action.kind === 'activity' ? lambdaFaults : startFaults];
  const matchesFaults = own.some(({ ErrorEquals }) =>
    ErrorEquals.some((name) => name === 'States.ALL' || name === 'States.QueryEvaluationError'),
  );
  return [...platform, ...(computesWhatMayFail && matchesFaults ? [expressionFaults] : []), ...own];
}

/** An entry that never retries only shields its errors from the ones behind it. */
function withoutUseless(retry: readonly Retry[]): readonly Retry[] {
  const last = retry.findLastIndex(({ retries }) => retries > 0);
  return retry.slice(0, last + 1);
}

function retrier(
  { errors, intervalSeconds, retries, backoffRate, maxDelaySeconds }: Retry,
  isAround: boolean,
): Retrier {
  const ErrorEquals = errorNames(errors, isAround);
  if (retries === 0) return { ErrorEquals, MaxAttempts: 0 };
  return {
    ErrorEquals,
    IntervalSeconds: intervalSeconds,
    MaxAttempts: retries,
    BackoffRate: backoffRate,
    ...(maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: maxDelaySeconds }),
  };
}
