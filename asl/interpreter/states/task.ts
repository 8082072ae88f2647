import { limits } from '../../spec/limits.ts';
import type { Json, TaskState } from '../../spec/states.ts';
import { withAttempts } from '../attempts.ts';
import { evaluatedSeconds, evaluateTemplate } from '../expressions.ts';
import { finishExpressions, finishResult, withinLimit } from '../finish.ts';
import { runtimeFailure, type Outcome, type Visit } from '../frame.ts';
import { inputOf, readField, resolveTemplate } from '../path-dataflow.ts';
import { Payload } from '../payload.ts';
import { runTaskRequest } from '../tasks/run-task.ts';

/** https://states-language.net/#task-state */
export function runTask(visit: Visit<TaskState>): Promise<Outcome> {
  return withAttempts(visit, () => attempt(visit));
}

async function attempt(visit: Visit<TaskState>): Promise<Outcome> {
  const { state, frame, jsonata } = visit;
  const { host } = frame.run;
  if (/\.(waitForTaskToken|sync|sync:2)$/.test(state.Resource)) visit.taskToken = frame.run.random.uuid();
  const effective = jsonata ? visit.input.value : inputOf(visit);
  const timeoutSeconds = await secondsOf(visit, 'TimeoutSeconds', effective);
  const heartbeatSeconds = await secondsOf(visit, 'HeartbeatSeconds', effective);
  const roleArn = await roleOf(visit, effective);
  const { value: input, text } = withinLimit(visit, new Payload(await argumentsOf(visit, effective)));
  const result = await runTaskRequest({ host, visit, input, text, timeoutSeconds, heartbeatSeconds, roleArn });
  return jsonata ? finishExpressions(visit, result, { result }) : finishResult(visit, result);
}

async function argumentsOf(visit: Visit<TaskState>, effective: Json): Promise<Json> {
  const { state, jsonata } = visit;
  if (jsonata) return state.Arguments === undefined ? effective : evaluateTemplate(visit, 'Arguments', state.Arguments);
  return state.Parameters === undefined ? effective : resolveTemplate(visit, state.Parameters, { input: effective });
}

async function roleOf(visit: Visit<TaskState>, effective: Json): Promise<string | undefined> {
  const { state, jsonata } = visit;
  if (state.Credentials === undefined) return undefined;
  const credentials = jsonata
    ? await evaluateTemplate(visit, 'Credentials', state.Credentials)
    : resolveTemplate(visit, state.Credentials, { input: effective });
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
      `The ${field}Path field refers to value "${shown(value)}" which is not a valid integer: ${path}`,
    );
  }
  const literal = visit.state[field];
  return typeof literal === 'string' ? evaluatedSeconds(visit, field, literal) : literal;
}

function isSeconds(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limits.seconds;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
