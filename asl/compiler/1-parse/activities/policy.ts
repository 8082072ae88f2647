import type ts from 'typescript';
import { limits } from '../../../spec/limits.ts';
import {
  heartbeatHasNoMeaning,
  intervalNotWhole,
  noTimeout,
  optionHasNoCounterpart,
  optionHasNoMeaning,
  optionsNotConstant,
  unboundedRetry,
  wrongOption,
} from '../../diagnostics/sdk.ts';
import type { Retry } from '../../ir.ts';
import type { Json, JsonObject } from '../../../spec/states.ts';
import { constantOf } from '../constant.ts';
import { durationMs } from '../duration.ts';
import type { Lowering } from '../scope.ts';

export interface Policy {
  timeoutSeconds: number;
  retry: Retry[];
  nonRetryable: string[];
  singleAttempt: boolean;
}

/** Options without a meaning for the outcome on either engine, or on Step Functions. */
const ignored: ReadonlySet<string> = new Set([
  'cancellationType',
  'taskQueue',
  'priority',
  'summary',
  'allowEagerDispatch',
  'versioningIntent',
]);
const supported: ReadonlySet<string> = new Set(['startToCloseTimeout', 'heartbeatTimeout', 'retry']);

/** The options of `proxyActivities`, of which every one has to be known when the workflow is compiled. */
export function readPolicy(proxy: ts.CallExpression, activity: string, lowering: Lowering): Policy | undefined {
  const [node] = proxy.arguments;
  const options = node && constantOf(node, lowering.checker)?.value;
  if (node === undefined || !isObject(options)) {
    lowering.report(optionsNotConstant, node ?? proxy, activity);
    return refusedPolicy;
  }
  for (const name of Object.keys(options)) checkOption(name, node, lowering);
  return {
    timeoutSeconds: timeoutOf(options, node, activity, lowering),
    ...readRetry(options.retry, node, activity, lowering),
  };
}

/** Reported already: whatever follows from it is not emitted. */
const refusedPolicy: Policy = { timeoutSeconds: 60, retry: [], nonRetryable: [], singleAttempt: true };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkOption(name: string, node: ts.Expression, { report }: Lowering): void {
  if (name === 'heartbeatTimeout') report(heartbeatHasNoMeaning, node);
  else if (ignored.has(name)) report(optionHasNoMeaning, node, name);
  else if (!supported.has(name)) report(optionHasNoCounterpart, node, name);
}

function timeoutOf(options: JsonObject, node: ts.Expression, activity: string, { report }: Lowering): number {
  const given = options.startToCloseTimeout;
  if (given === undefined) {
    report(noTimeout, node, activity);
    return 1;
  }
  return wholeSeconds(given, 'startToCloseTimeout', node, report);
}

function wholeSeconds(given: Json, name: string, node: ts.Expression, report: Lowering['report']): number {
  const ms = durationMs(given);
  if (ms === undefined) report(wrongOption, node, name, JSON.stringify(given), "a duration such as '30 seconds'");
  else if (ms < 1000 || ms % 1000 !== 0) report(intervalNotWhole, node, name, JSON.stringify(given));
  else if (ms / 1000 > limits.seconds)
    report(wrongOption, node, name, JSON.stringify(given), 'at most 99,999,999 seconds');
  return (ms ?? 1000) / 1000;
}

function readRetry(
  given: Json | undefined,
  node: ts.Expression,
  activity: string,
  { report }: Lowering,
): Omit<Policy, 'timeoutSeconds'> {
  const retry = isObject(given) ? given : {};
  for (const name of Object.keys(retry))
    if (!retryOptions.has(name)) report(optionHasNoCounterpart, node, `retry.${name}`);
  const { maximumAttempts } = retry;
  const nonRetryable = Array.isArray(retry.nonRetryableErrorTypes) ? retry.nonRetryableErrorTypes.map(String) : [];
  if (typeof maximumAttempts !== 'number') {
    report(unboundedRetry, node, activity);
    return { retry: [], nonRetryable, singleAttempt: true };
  }
  if (!Number.isInteger(maximumAttempts) || maximumAttempts < 1) {
    report(wrongOption, node, 'maximumAttempts', String(maximumAttempts), 'a whole number of at least 1');
  }
  if (maximumAttempts === 1) return { retry: [], nonRetryable, singleAttempt: true };
  const never: Retry[] = nonRetryable.length === 0 ? [] : [neverRetried(nonRetryable)];
  return {
    retry: [...never, { errors: ['All'], ...backOff(retry, node, report), retries: maximumAttempts - 1 }],
    nonRetryable,
    singleAttempt: false,
  };
}
const retryOptions: ReadonlySet<string> = new Set([
  'initialInterval',
  'backoffCoefficient',
  'maximumAttempts',
  'maximumInterval',
  'nonRetryableErrorTypes',
]);

export const neverRetried = (errors: string[]): Retry => ({
  errors,
  intervalSeconds: 1,
  retries: 0,
  backoffRate: 1,
  maxDelaySeconds: undefined,
});

/** Temporal's defaults: 1 s, twice as long each time, at most 100 times the first wait. https://docs.temporal.io/encyclopedia/retry-policies */
function backOff(
  retry: JsonObject,
  node: ts.Expression,
  report: Lowering['report'],
): Pick<Retry, 'intervalSeconds' | 'backoffRate' | 'maxDelaySeconds'> {
  const intervalSeconds = wholeSeconds(retry.initialInterval ?? '1 second', 'initialInterval', node, report);
  const rate = retry.backoffCoefficient ?? 2;
  if (typeof rate !== 'number' || rate < 1)
    report(wrongOption, node, 'backoffCoefficient', JSON.stringify(rate), 'a number of at least 1');
  const longest =
    retry.maximumInterval === undefined
      ? 100 * intervalSeconds
      : wholeSeconds(retry.maximumInterval, 'maximumInterval', node, report);
  if (longest < intervalSeconds)
    report(
      wrongOption,
      node,
      'maximumInterval',
      JSON.stringify(retry.maximumInterval ?? longest),
      'no less than initialInterval',
    );
  return delays(intervalSeconds, rate as number, longest);
}

/** MaxDelaySeconds has to be longer than the interval, and shorter than 366 days. */
export function delays(
  intervalSeconds: number,
  rate: number,
  longest: number | undefined,
): Pick<Retry, 'intervalSeconds' | 'backoffRate' | 'maxDelaySeconds'> {
  if (longest !== undefined && longest <= intervalSeconds)
    return { intervalSeconds, backoffRate: 1, maxDelaySeconds: undefined };
  const capped = longest === undefined ? undefined : Math.min(longest, limits.maxDelaySeconds - 1);
  return { intervalSeconds, backoffRate: rate, maxDelaySeconds: rate === 1 ? undefined : capped };
}
