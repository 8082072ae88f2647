import { limits } from '../../spec/limits.ts';
import { nameFault } from '../../spec/resource-name.ts';
import type { Json, JsonObject, TaskState } from '../../spec/states.ts';
import { unlessCancelled } from '../cancellation.ts';
import type { Execution } from '../execution.ts';
import { ExecutionNameTaken } from '../start-refused.ts';
import { errors, StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import type { Host } from '../host.ts';
import type { Run } from '../run.ts';
import type { Deadline } from './deadline.ts';
import { sdkMetadata } from './sdk-metadata.ts';

interface Nested {
  host: Host;
  visit: Visit<TaskState>;
  parameters: { StateMachineArn: string; Name?: string; Input?: Json };
  service: { type: string; pattern: 'sync' | 'sync:2' | 'waitForTaskToken' | undefined };
  deadline: Deadline;
  /** Whether the task has a time-out. */
  limited: boolean;
  submitted: (output: Json) => void;
}

/** `states:startExecution`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export async function nestedExecution(nested: Nested): Promise<Json> {
  const { visit, service, deadline, submitted } = nested;
  const child = startChild(nested);
  const started = startAnswer(visit.frame.run, child, service.type);
  if (service.pattern !== 'sync' && service.pattern !== 'sync:2') return started;
  submitted(started);
  try {
    await unlessCancelled(child.ended, deadline.cancellation);
  } finally {
    // Measured on AWS: what ends the task before its child ends the child.
    child.stop(
      undefined,
      `The Task state in AWS Step Functions execution [${visit.frame.run.id}] which was managing this resource was aborted`,
    );
  }
  if (child.unanswered !== undefined) throw child.unanswered;
  if (child.status === 'SUCCEEDED') return describeChild(child, service.pattern === 'sync:2');
  // Measured on AWS: the cause has the input as text under both patterns.
  throw new StateFailure(errors.taskFailed, JSON.stringify(describeChild(child, false)));
}

function startChild({ host, visit, parameters, service, limited }: Nested): Execution {
  const { run } = visit.frame;
  const { StateMachineArn: arn, Name: name, Input: given = null } = parameters;
  const machine = host.machineNamed(arn);
  if (machine === undefined)
    throw refused(visit, service.type, 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  if (name !== undefined && nameFault(name) !== undefined) {
    throw refused(visit, service.type, 'InvalidName', `Invalid Name: '${name}'`);
  }
  if (run.depth >= limits.nestedExecutions) {
    throw refused(
      visit,
      service.type,
      'ExecutionLimitExceeded',
      'The maximum number of running executions has been reached.',
    );
  }
  try {
    return host.start({
      machine,
      input: inputOf(visit, service.type, given),
      ...(name === undefined ? {} : { name }),
      parent: {
        run,
        eventId: visit.frame.thread.last,
        limited: service.pattern !== undefined && (limited || run.limited),
      },
    });
  } catch (error) {
    if (!(error instanceof ExecutionNameTaken)) throw error;
    throw refused(visit, service.type, 'ExecutionAlreadyExists', `Execution Already Exists: '${error.executionArn}'`);
  }
}

/** Text is taken as the JSON that it holds, as StartExecution takes it. */
function inputOf(visit: Visit, type: string, given: Json): Json {
  if (given === null) return {};
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given) as Json;
  } catch {
    throw refused(visit, type, 'InvalidExecutionInput', `Invalid State Machine Execution Input: '${given}'`);
  }
}

function refused(visit: Visit, type: string, code: string, message: string): StateFailure {
  const requestId = visit.frame.run.random.uuid();
  return type === 'states'
    ? new StateFailure(
        `StepFunctions.${code}Exception`,
        `${message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
      )
    : new StateFailure(`Sfn.${code}Exception`, `${message} (Service: Sfn, Status Code: 400, Request ID: ${requestId})`);
}

function startAnswer(run: Run, child: Execution, type: string): JsonObject {
  const answer = { ExecutionArn: child.arn, StartDate: child.startTime };
  if (type !== 'states') return answer;
  const requestId = run.random.uuid();
  const date = new Date(run.clock.now()).toUTCString();
  const length = String(Buffer.byteLength(JSON.stringify(answer)));
  return {
    ExecutionArn: child.arn,
    ...sdkMetadata(requestId, {
      'x-amzn-RequestId': requestId,
      connection: 'keep-alive',
      'Content-Length': length,
      Date: date,
      'Content-Type': 'application/x-amz-json-1.0',
    }),
    StartDate: child.startTime,
  };
}

/** The child as DescribeExecution has it, keys in AWS's order, what it has not left out; `parsed` is `.sync:2`'s form. */
function describeChild(child: Execution, parsed: boolean): JsonObject {
  const { status, error, cause, output } = child;
  const payload = (value: Json): Json => (parsed ? value : JSON.stringify(value));
  const succeeded = status === 'SUCCEEDED';
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: child.arn,
    Input: payload(child.input),
    InputDetails: { Included: true },
    Name: child.name,
    ...(succeeded ? { Output: payload(output!), OutputDetails: { Included: true } } : {}),
    RedriveCount: 0,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    ...(succeeded ? { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' } : {}),
    StartDate: child.startTime,
    StateMachineArn: child.machineArn,
    Status: status,
    StopDate: child.stopTime!,
  };
}
