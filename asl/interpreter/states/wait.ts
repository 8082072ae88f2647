import { limits } from '../../spec/limits.ts';
import { readDateTime, readTimestamp } from '../../spec/timestamp.ts';
import type { Json, WaitState } from '../../spec/states.ts';
import { evaluatedSeconds, evaluateValue, evaluationFailed } from '../expressions.ts';
import { finishExpressions, passOn } from '../finish.ts';
import { runtimeFailure, type Outcome, type Visit } from '../frame.ts';
import { read } from '../path-dataflow.ts';
import { plainText } from '../payload.ts';
import { sleepUntil } from '../sleep.ts';
import { effectiveInput } from '../templates.ts';

/** https://states-language.net/#wait-state */
export async function runWait(visit: Visit<WaitState>): Promise<Outcome> {
  const { jsonata } = visit;
  const effective = effectiveInput(visit);
  await sleepUntil(visit, jsonata ? await evaluatedMoment(visit) : momentOf(visit, effective));
  return jsonata ? finishExpressions(visit, effective) : passOn(visit, effective, effective);
}

function momentOf(visit: Visit<WaitState>, input: Json): number {
  const {
    Seconds: seconds,
    SecondsPath: secondsPath,
    Timestamp: timestamp,
    TimestampPath: timestampPath,
  } = visit.state;
  const now = visit.frame.run.clock.now();
  if (seconds !== undefined) return now + 1000 * (seconds as number);
  if (timestamp !== undefined) return readTimestamp(timestamp)!;
  if (secondsPath !== undefined) return now + 1000 * secondsAt(visit, secondsPath, input);
  const value = valueAt(visit, 'TimestampPath', timestampPath!, input);
  const moment = typeof value === 'string' ? readDateTime(value) : undefined;
  if (moment !== undefined) return moment;
  throw runtimeFailure(
    visit,
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${timestampPath!} == ${plainText(value)}`,
  );
}

function secondsAt(visit: Visit<WaitState>, path: string, input: Json): number {
  const value = valueAt(visit, 'SecondsPath', path, input);
  // Measured on AWS: the text of a number counts as one.
  const seconds = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  if (isWait(seconds)) return seconds;
  const fault = isNegative(seconds) ? 'references a negative value' : 'cannot be parsed as a long value';
  throw runtimeFailure(visit, `The SecondsPath parameter ${fault}: ${path} == ${plainText(value)}`);
}

function valueAt(visit: Visit<WaitState>, field: string, text: string, input: Json): Json {
  const result = read(visit, visit.frame.program.path(text), { input });
  if (result.found) return result.value;
  throw runtimeFailure(visit, `The ${field} parameter does not reference an input value: ${text}`);
}

async function evaluatedMoment(visit: Visit<WaitState>): Promise<number> {
  const { Seconds: seconds, Timestamp: timestamp } = visit.state;
  if (seconds !== undefined) {
    // Measured on AWS: here an expression may give more than a literal may be.
    const value = typeof seconds === 'string' ? await evaluatedSeconds(visit, 'Seconds', seconds, Infinity) : seconds;
    return visit.frame.run.clock.now() + 1000 * value;
  }
  const value = await evaluateValue(visit, 'Timestamp', timestamp!);
  const moment = typeof value === 'string' ? readDateTime(value) : undefined;
  if (moment !== undefined) return moment;
  throw evaluationFailed(
    visit,
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${plainText(value)}`,
    'Timestamp',
    visit.eventId,
  );
}

function isWait(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limits.seconds;
}

function isNegative(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value < 0;
}
