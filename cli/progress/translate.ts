import type { WorkflowService } from '@temporalio/client';
import type { Failure } from '../../workflows/shapes.ts';
import type { EndStatus, HistoryStep } from './execution.ts';

type Answer = Awaited<ReturnType<WorkflowService['getWorkflowExecutionHistory']>>;
export type HistoryEvent = NonNullable<NonNullable<NonNullable<Answer['history']>['events']>[number]>;
type Payloads = NonNullable<HistoryEvent['workflowExecutionCompletedEventAttributes']>['result'];
type ProtoFailure = NonNullable<HistoryEvent['activityTaskFailedEventAttributes']>['failure'];
type Time = HistoryEvent['eventTime'];

/** The steps that matter to progress; undefined for the other events. `initiated`: children by the id of their initiating event. */
export function translate(event: HistoryEvent, initiated: Map<string, ChildStart>): HistoryStep | undefined {
  return ofActivities(event) ?? ofTimers(event) ?? ofChildren(event, initiated) ?? ofItself(event);
}

export interface ChildStart {
  workflow: string;
  input: unknown;
}

function ofActivities(event: HistoryEvent): HistoryStep | undefined {
  const scheduled = event.activityTaskScheduledEventAttributes;
  if (scheduled) {
    return {
      kind: 'activity scheduled',
      id: String(event.eventId),
      activity: scheduled.activityType?.name ?? '',
      input: first(scheduled.input),
      at_ms: timeMs(event.eventTime),
    };
  }
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed) {
    return { kind: 'activity completed', id: String(completed.scheduledEventId), result: first(completed.result) };
  }
  const failed = event.activityTaskFailedEventAttributes ?? event.activityTaskTimedOutEventAttributes;
  if (failed)
    return { kind: 'activity failed', id: String(failed.scheduledEventId), failure: failureOf(failed.failure) };
  const canceled = event.activityTaskCanceledEventAttributes;
  return canceled ? { kind: 'activity canceled', id: String(canceled.scheduledEventId) } : undefined;
}

function ofTimers(event: HistoryEvent): HistoryStep | undefined {
  const started = event.timerStartedEventAttributes;
  if (started) {
    const { timerId, startToFireTimeout } = started;
    const until_ms = timeMs(event.eventTime) + timeMs(startToFireTimeout);
    return { kind: 'timer started', id: timerId ?? '', until_ms };
  }
  const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
  return ended ? { kind: 'timer ended', id: ended.timerId ?? '' } : undefined;
}

function ofChildren(event: HistoryEvent, initiated: Map<string, ChildStart>): HistoryStep | undefined {
  const asked = event.startChildWorkflowExecutionInitiatedEventAttributes;
  if (asked) {
    initiated.set(String(event.eventId), { workflow: asked.workflowType?.name ?? '', input: first(asked.input) });
    return undefined;
  }
  const started = event.childWorkflowExecutionStartedEventAttributes;
  if (started) {
    const { workflow, input } = initiated.get(String(started.initiatedEventId)) ?? { workflow: '', input: null };
    const { workflowId, runId } = started.workflowExecution ?? {};
    return { kind: 'child started', workflowId: workflowId ?? '', runId: runId ?? '', workflow, input };
  }
  const failed = event.childWorkflowExecutionFailedEventAttributes;
  if (failed) {
    return { kind: 'child ended', runId: failed.workflowExecution?.runId ?? '', failure: failureOf(failed.failure) };
  }
  const ended =
    event.childWorkflowExecutionCompletedEventAttributes ??
    event.childWorkflowExecutionCanceledEventAttributes ??
    event.childWorkflowExecutionTimedOutEventAttributes ??
    event.childWorkflowExecutionTerminatedEventAttributes;
  return ended ? { kind: 'child ended', runId: ended.workflowExecution?.runId ?? '', failure: null } : undefined;
}

function ofItself(event: HistoryEvent): HistoryStep | undefined {
  if (event.workflowTaskStartedEventAttributes) return { kind: 'task started' };
  const end = (status: EndStatus, result: unknown = null, failure: Failure | null = null): HistoryStep => ({
    kind: 'ended',
    status,
    result,
    failure,
  });
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) return end('completed', first(completed.result));
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) return end('failed', null, failureOf(failed.failure));
  if (event.workflowExecutionCanceledEventAttributes) return end('canceled');
  if (event.workflowExecutionTerminatedEventAttributes) return end('terminated');
  return event.workflowExecutionTimedOutEventAttributes ? end('timed out') : undefined;
}

/** Our payloads are JSON, in the SDK's default encoding. */
function first(payloads: Payloads): unknown {
  const data = payloads?.payloads?.[0]?.data;
  if (!data || data.length === 0) return null;
  try {
    return JSON.parse(Buffer.from(data).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

/** As `failureOf` in the workflows: the innermost failure, `Timeout` for time-outs. */
export function failureOf(failure: ProtoFailure): Failure {
  if (!failure) return { type: 'Error', message: '' };
  const message = failure.message ?? '';
  if (failure.timeoutFailureInfo) return { type: 'Timeout', message };
  if (failure.applicationFailureInfo) return { type: failure.applicationFailureInfo.type ?? 'Error', message };
  return failure.cause ? failureOf(failure.cause) : { type: 'Error', message };
}

/** Of a timestamp or a duration. */
export function timeMs(time: Time): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
