import type { Json, TaskState } from '../../spec/states.ts';
import { unlessCancelled } from '../cancellation.ts';
import type { OutsideCall } from '../clock.ts';
import { errors, ExecutionFailure, failureDetails, StateFailure, Unanswered } from '../failure.ts';
import { tooLarge } from '../finish.ts';
import { record, type Visit } from '../frame.ts';
import { whole } from '../history.ts';
import { Payload } from '../payload.ts';
import type { Host } from '../host.ts';
import { callHandler } from './call-handler.ts';
import { withinLimits, type Deadline, type TimeLimits } from './deadline.ts';
import type { TaskHandler } from './handler.ts';
import { functionNames, invokeResult } from './lambda.ts';
import { nestedExecution } from './nested.ts';
import { parseResource, type Resource } from './resource.ts';
import { parametersOf } from './parameters.ts';
import { failureOf, resultOf } from './result.ts';

/** One attempt of a Task. */
export interface TaskRequest extends TimeLimits {
  host: Host;
  visit: Visit<TaskState>;
  /** The effective input: `Parameters` or `Arguments`. */
  input: Json;
  /** Its JSON text. */
  text: string;
  roleArn?: string | undefined;
  /** What the handler is given; the visit's own in the context object. */
  taskToken?: string | undefined;
}

type Service = Extract<Resource, { kind: 'service' }>;

/** Does the task and records it as AWS does; fails with what its handler threw, or with what stopped it. */
export async function runTaskRequest(request: TaskRequest): Promise<Json> {
  const resource = parseResource(request.visit.state.Resource);
  if (resource.kind === 'lambda') return runLambda(request, resource.arn);
  if (resource.kind === 'activity') return runActivity(request, resource.arn);
  return runService(request, resource);
}

async function runLambda(request: TaskRequest, arn: string): Promise<Json> {
  const { frame } = request.visit;
  record(frame, 'LambdaFunctionScheduled', { ...scheduledInput(request, arn), ...credentials(request) });
  record(frame, 'LambdaFunctionStarted');
  return recorded(
    request,
    { prefix: 'LambdaFunction', details: {}, name: arn },
    (deadline) => mocked(request) ?? callFunction(request, deadline, functionHandler(request, arn)),
  );
}

async function runActivity(request: TaskRequest, arn: string): Promise<Json> {
  const { host, visit } = request;
  const { frame } = visit;
  record(frame, 'ActivityScheduled', { ...scheduledInput(request, arn), ...heartbeatDetail(request) });
  const taskToken = frame.run.random.uuid();
  const started = (workerName?: string, worked?: () => void): boolean => {
    if (frame.cancellation.cancelled) return false;
    record(frame, 'ActivityStarted', workerName === undefined ? {} : { workerName });
    worked?.();
    return true;
  };
  return recorded(request, { prefix: 'Activity', details: {}, name: arn }, async (deadline) => {
    const handler = handlerFor(host, [arn, arn.replace(/^.*:activity:/, '')]);
    const mock = mocked(request);
    if (mock !== undefined || handler !== undefined) {
      started();
      return mock ?? workOn({ ...request, taskToken }, deadline, handler!);
    }
    return waitForToken(request, deadline, taskToken, (worked) =>
      host.activities.schedule(arn, { taskToken, text: request.text, started: (worker) => started(worker, worked) }),
    );
  });
}

/** A worker in this process: it has a token for its heartbeats, as one that polls. */
async function workOn(request: TaskRequest, deadline: Deadline, handler: TaskHandler): Promise<Json> {
  const { close } = request.host.tokens.wait(request.taskToken!, deadline.beat);
  try {
    return await callFunction(request, deadline, handler);
  } finally {
    close();
  }
}

async function runService(request: TaskRequest, service: Service): Promise<Json> {
  const { frame } = request.visit;
  const details = { resource: service.name, resourceType: service.type };
  record(frame, 'TaskScheduled', {
    ...details,
    region: request.host.region,
    parameters: request.text,
    ...timeoutDetail(request),
    ...heartbeatDetail(request),
    ...credentials(request),
  });
  record(frame, 'TaskStarted', details);
  const submitted = (output: Json) => {
    record(frame, 'TaskSubmitted', { ...details, output: JSON.stringify(output), outputDetails: whole });
  };
  return recorded(request, { prefix: 'Task', details, name: service.type }, async (deadline) => {
    const mock = mocked(request);
    if (mock !== undefined) {
      if (service.pattern !== undefined) submitted(await mock);
      return mock;
    }
    if (service.pattern !== 'waitForTaskToken') return perform(request, service, deadline, submitted);
    return waitForToken(request, deadline, request.visit.taskToken!, async () => {
      submitted(await perform(request, service, deadline, submitted));
    });
  });
}

/** The service's action itself: a function, another execution, or what the user registered for it. */
async function perform(
  request: TaskRequest,
  service: Service,
  deadline: Deadline,
  submitted: (output: Json) => void,
): Promise<Json> {
  const { host, visit, input } = request;
  const { run } = visit.frame;
  const action = `${service.type}:${service.action}`;
  const registered = handlerFor(host, [service.arn, `${service.type}:${service.name}`, action]);
  if (registered !== undefined) {
    const result = await callFunction(request, deadline, registered);
    if (service.pattern === 'sync' || service.pattern === 'sync:2') submitted(result);
    return result;
  }
  if (action === 'lambda:invoke') {
    const { FunctionName: name, Payload: payload = {} } = parametersOf(visit, input, ['FunctionName']);
    return invokeResult(
      run,
      await callFunction({ ...request, input: payload }, deadline, functionHandler(request, name)),
    );
  }
  if (action === 'aws-sdk:lambda:invoke') return invokeRaw(request, deadline);
  if (action === 'states:startExecution' || action === 'aws-sdk:sfn:startExecution') {
    const parameters = parametersOf(visit, input, ['StateMachineArn'], ['Name']);
    return nestedExecution({ host, visit, parameters, service, deadline, limited: isLimited(request), submitted });
  }
  return callFunction(request, deadline, anyHandler(request));
}

/** The SDK's own answer: the payload as text, and a function that threw is an answer too. */
async function invokeRaw(request: TaskRequest, deadline: Deadline): Promise<Json> {
  const { FunctionName: name, Payload: payload = '{}' } = parametersOf(request.visit, request.input, ['FunctionName']);
  const input = typeof payload === 'string' ? payloadOf(payload) : payload;
  const answer = { ExecutedVersion: '$LATEST', StatusCode: 200 };
  try {
    const result = await callFunction({ ...request, input }, deadline, functionHandler(request, name));
    return { ...answer, Payload: JSON.stringify(result) };
  } catch (error) {
    if (!(error instanceof StateFailure) || error instanceof ExecutionFailure || deadline.cancellation.cancelled)
      throw error;
    return { ...answer, FunctionError: 'Unhandled', Payload: error.failureCause ?? '{}' };
  }
}

function payloadOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const reason = `Could not parse request body into json: ${(error as Error).message}`;
    throw new StateFailure('Lambda.InvalidRequestContentException', reason);
  }
}

async function callFunction(request: TaskRequest, deadline: Deadline, handler: TaskHandler): Promise<Json> {
  const { host, visit, input } = request;
  let returned: unknown;
  try {
    returned = await callHandler({
      visit,
      handler,
      input,
      deadline,
      taskToken: request.taskToken ?? visit.taskToken,
      timeoutSeconds: request.timeoutSeconds,
      limited: isLimited(request),
      callbacks: host.tokens,
    });
  } catch (error) {
    deadline.cancellation.throwIfCancelled();
    throw failureOf(error);
  }
  return resultOf(returned);
}

/** Waits until somebody returns the token, once `begin` has given it out; `worked`: somebody outside works for it now. */
async function waitForToken(
  request: TaskRequest,
  deadline: Deadline,
  token: string,
  begin: (worked: () => void) => Promise<void> | (() => void),
): Promise<Json> {
  const { result, close } = request.host.tokens.wait(token, deadline.beat);
  const outside = waitOutside(request, deadline);
  const begun = begin(outside.woken);
  try {
    await begun;
    return await unlessCancelled(result, deadline.cancellation);
  } finally {
    outside.end();
    if (typeof begun === 'function') begun();
    close();
  }
}

function waitOutside(request: TaskRequest, { cancellation }: Deadline): OutsideCall {
  const { name, frame } = request.visit;
  const outside = frame.run.clock.call(() => {
    if (isLimited(request) || frame.run.limited) return;
    cancellation.cancel(
      new Unanswered(
        `The state '${name}' waits for its task token, nobody returns it, and the state has neither TimeoutSeconds nor HeartbeatSeconds.`,
      ),
    );
  });
  outside.sleeping();
  return outside;
}

function isLimited({ timeoutSeconds, heartbeatSeconds }: TimeLimits): boolean {
  return timeoutSeconds !== undefined || heartbeatSeconds !== undefined;
}

interface Recording {
  prefix: 'LambdaFunction' | 'Activity' | 'Task';
  details: object;
  /** What a result that is too large is said to come from. */
  name: string;
}

/** Does the work within its limits and records how it ended. */
async function recorded(
  request: TaskRequest,
  { prefix, details, name }: Recording,
  work: (deadline: Deadline) => Promise<Json>,
): Promise<Json> {
  const { frame } = request.visit;
  let payload: Payload;
  try {
    payload = new Payload(await withinLimits(frame, request, work));
    if (payload.tooLarge) throw tooLarge(name);
  } catch (error) {
    frame.cancellation.throwIfCancelled();
    if (!(error instanceof StateFailure) || error instanceof ExecutionFailure) throw error;
    // Measured on AWS: a missed heartbeat is reported as a time-out.
    const how = error.errorName === errors.timeout && error.failureCause === undefined ? 'TimedOut' : 'Failed';
    error.eventId = record(frame, `${prefix}${how}`, { ...details, ...failureDetails(error) });
    throw error;
  }
  record(frame, `${prefix}Succeeded`, { ...details, output: payload.text, outputDetails: whole });
  return payload.value;
}

function mocked({ host, visit }: TaskRequest): Promise<Json> | undefined {
  return host.mock?.(visit);
}

function functionHandler(request: TaskRequest, name: string): TaskHandler {
  return handlerFor(request.host, functionNames(name)) ?? anyHandler(request, name);
}

function anyHandler({ host, visit }: TaskRequest, name: string = visit.state.Resource): TaskHandler {
  const handler = handlerFor(host, ['*']);
  if (handler !== undefined) return handler;
  throw new Unanswered(
    `No handler is registered for '${name}', which the state '${visit.name}' calls. Register one under that name, or one for '*'.`,
  );
}

function handlerFor({ handlers }: Host, names: readonly string[]): TaskHandler | undefined {
  const name = names.find((candidate) => Object.hasOwn(handlers, candidate));
  return name === undefined ? undefined : handlers[name];
}

function scheduledInput(request: TaskRequest, resource: string): object {
  return { resource, input: request.text, inputDetails: whole, ...timeoutDetail(request) };
}

function timeoutDetail({ timeoutSeconds }: TimeLimits): object {
  return timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds };
}

/** A Lambda function's event has none. */
function heartbeatDetail({ heartbeatSeconds }: TimeLimits): object {
  return heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds };
}

function credentials({ roleArn }: TaskRequest): object {
  return roleArn === undefined ? {} : { taskCredentials: { roleArn } };
}
