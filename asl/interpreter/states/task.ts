import { limits } from '../../spec/limits.ts';
import type { Json, TaskState } from '../../spec/states.ts';
import { withAttempts } from '../attempts.ts';
import { evaluatedSeconds } from '../expressions.ts';
import { withinLimit } from '../finish.ts';
import { runtimeFailure, type Outcome, type Visit } from '../frame.ts';
import { readField } from '../path-dataflow.ts';
import { plainText, Payload } from '../payload.ts';
import { argumentsOf, effectiveInput, finishWith, templateOf } from '../templates.ts';
import { runTaskRequest } from '../tasks/run-task.ts';

/** https://states-language.net/#task-state */
export function runTask(visit: Visit<TaskState>): Promise<Outcome> {
  return withAttempts(visit, () => attempt(visit));
}

async function attempt(visit: Visit<TaskState>): Promise<Outcome> {
  const { state, frame } = visit;
  const { host } = frame.run;
  if (/\.(waitForTaskToken|sync|sync:2)$/.test(state.Resource)) visit.taskToken = frame.run.random.uuid();
  const effective = effectiveInput(visit);
  const timeoutSeconds = await secondsOf(visit, 'TimeoutSeconds', effective);
  const heartbeatSeconds = await secondsOf(visit, 'HeartbeatSeconds', effective);
  const roleArn = await roleOf(visit, effective);
  const { value: input, text } = withinLimit(visit, new Payload(await argumentsOf(visit, effective)));
  const result = await runTaskRequest({ host, visit, input, text, timeoutSeconds, heartbeatSeconds, roleArn });
  return finishWith(visit, result);
}

async function roleOf(visit: Visit<TaskState>, effective: Json): Promise<string | undefined> {
  const template = visit.state.Credentials;
  if (template === undefined) return undefined;
  const credentials = await templateOf(visit, 'Credentials', template, { input: effective });
  return (credentials as { RoleArn?: string } | null)?.RoleArn;
}

async function secondsOf(
  visit: Visit<TaskState>,
  field: 'TimeoutSeconds' | 'HeartbeatSeconds',
  effective: Json,
): Promise<number | undefined> {
  const path = visit.state[`${field}Path`];
  if (path !== undefined) {
    const value = readField(visit, path, effective);
    if (isSeconds(value)) return value;
    throw runtimeFailure(
      visit,
      `The ${field}Path field refers to value "${plainText(value)}" which is not a valid integer: ${path}`,
    );
  }
  const literal = visit.state[field];
  return typeof literal === 'string' ? evaluatedSeconds(visit, field, literal) : literal;
}

function isSeconds(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limits.seconds;
}
