import type ts from 'typescript';
import { deadRetrier, intervalNotWhole, reservedName, retriersNotConstant, wrongOption } from '../diagnostics/sdk.ts';
import type { Retry } from '../ir.ts';
import type { Json, JsonObject } from '../../spec/states.ts';
import { delays, neverRetried } from './activities/policy.ts';
import type { ActivityCall } from './activities/activity-call.ts';
import { constantOf } from './constant.ts';
import { durationMs } from './duration.ts';
import type { Lowering } from './scope.ts';

/** The list that `withRetries` takes; undefined if it had to be refused. */
export function readRetriers(node: ts.Expression, lowering: Lowering): Retry[] | undefined {
  const list = constantOf(node, lowering.checker)?.value;
  if (!Array.isArray(list) || !list.every(isObject)) {
    lowering.report(retriersNotConstant, node);
    return undefined;
  }
  const entries = list.map((entry) => readEntry(entry, node, lowering));
  return withoutDead(entries, node, lowering);
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readEntry(entry: JsonObject, node: ts.Expression, { report }: Lowering): Retry {
  const errors = Array.isArray(entry.errors) ? entry.errors.map(String) : [];
  if (errors.length === 0)
    report(wrongOption, node, 'errors', JSON.stringify(entry.errors ?? null), 'a list of error types');
  for (const error of errors) if (error.startsWith('States.')) report(reservedName, node, error);
  const attempts = entry.maximumAttempts;
  const isCount = typeof attempts === 'number' && Number.isInteger(attempts) && attempts >= 1;
  if (!isCount)
    report(wrongOption, node, 'maximumAttempts', JSON.stringify(attempts ?? null), 'a whole number of at least 1');
  const rate = entry.backoffCoefficient ?? 2;
  if (typeof rate !== 'number' || rate < 1)
    report(wrongOption, node, 'backoffCoefficient', JSON.stringify(rate), 'a number of at least 1');
  const interval = secondsOf(entry.interval ?? null, 'interval', node, report);
  const longest =
    entry.maximumInterval === undefined ? undefined : secondsOf(entry.maximumInterval, 'maximumInterval', node, report);
  return { errors, ...delays(interval, rate as number, longest), retries: isCount ? attempts - 1 : 0 };
}

function secondsOf(given: Json, name: string, node: ts.Expression, report: Lowering['report']): number {
  const ms = durationMs(given);
  if (ms === undefined) report(wrongOption, node, name, JSON.stringify(given), "a duration such as '30 seconds'");
  else if (ms < 1000 || ms % 1000 !== 0) report(intervalNotWhole, node, name, JSON.stringify(given));
  return (ms ?? 1000) / 1000;
}

/** The first entry that matches an error decides: one behind `All`, or whose errors are all taken, never does. */
function withoutDead(entries: readonly Retry[], node: ts.Expression, { report }: Lowering): Retry[] {
  const taken = new Set<string>();
  const alive: Retry[] = [];
  for (const entry of entries) {
    const errors = taken.has('All') ? [] : entry.errors.filter((error) => !taken.has(error));
    if (errors.length === 0) report(deadRetrier, node, entry.errors.join(', '));
    else alive.push({ ...entry, errors: errors.includes('All') ? ['All'] : errors });
    for (const error of errors) taken.add(error);
  }
  return alive;
}

/** Around one activity, `All` leaves out the types that its policy calls non-retryable; an entry that names one of them does not. */
export function retriersAround(retriers: readonly Retry[], { nonRetryable }: ActivityCall): Retry[] {
  const all = retriers.findIndex(({ errors }) => errors.includes('All'));
  const named = new Set(retriers.flatMap(({ errors }) => errors));
  const never = nonRetryable.filter((error) => !named.has(error));
  if (all < 0 || never.length === 0) return [...retriers];
  return [...retriers.slice(0, all), neverRetried(never), ...retriers.slice(all)];
}
