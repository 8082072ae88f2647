import { readFile } from 'node:fs/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { TerminatedFailure, TimeoutFailure, rootCause, type ApplicationFailure } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { path } from '../setup/found.ts';

export const taskQueue = 'tests';

/** A server and one worker on it. On the time-skipping one, time is skipped while a result is awaited: one long wait at a time. */
export interface Rig {
  env: TestWorkflowEnvironment;
  /** Starts a workflow under a new id, or the given one. */
  start(workflow: string, input: unknown, workflowId?: string): Promise<WorkflowHandle>;
  /** Starts a workflow and waits for its end. */
  run(workflow: string, input: unknown, workflowId?: string): Promise<Ended>;
  stop(): Promise<void>;
}
export interface Ended {
  workflowId: string;
  outcome: Outcome;
  events: HistoryEvent[];
}
export type Outcome =
  | { status: 'completed'; result: unknown }
  | { status: 'failed'; type: string; message: string }
  | { status: 'canceled' }
  | { status: 'terminated' };

/** An event as the history's JSON has it, its attributes under one name. */
export interface HistoryEvent {
  id: number;
  type: string;
  /** Epoch milliseconds of the server's own clock. */
  time: number;
  // The attributes differ by type; each test names those that it reads.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  attributes: any;
}

export interface RigOptions {
  /**
   * `real`: Temporal's dev server, where time passes. The time-skipping one loses a workflow task when an activity completes
   * while its cancellation is being requested.
   */
  server?: 'time-skipping' | 'real';
  bundle?: WorkflowBundle;
  activities: object;
}

/** The SDK gives a server a few seconds to answer; a busy machine may need another try. */
async function startServer(server: 'time-skipping' | 'real', tries = 3): Promise<TestWorkflowEnvironment> {
  const executable = (name: 'testServer' | 'temporalBinary') =>
    ({ server: { executable: { type: 'existing-path', path: path(name) } } }) as const;
  try {
    return server === 'real'
      ? await TestWorkflowEnvironment.createLocal(executable('temporalBinary'))
      : await TestWorkflowEnvironment.createTimeSkipping(executable('testServer'));
  } catch (error) {
    if (tries === 1) throw error;
    return startServer(server, tries - 1);
  }
}

export async function startRig({ server = 'time-skipping', bundle, activities }: RigOptions): Promise<Rig> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  });
  const env = await startServer(server);
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: bundle ?? { code: await readFile(path('workflowBundle'), 'utf8') },
    activities,
    workflowFailureErrorTypes: { '*': ['Error'] },
    // Cancellations arrive with heartbeats.
    maxHeartbeatThrottleInterval: 20,
    defaultHeartbeatThrottleInterval: 20,
  });
  const running = worker.run();
  let count = 0;
  const start: Rig['start'] = (workflow, input, workflowId = `run-${++count}`) =>
    // Once a workflow has ended, the server's clock goes on to its time limit, ten years ahead by default.
    env.client.workflow.start(workflow, { taskQueue, workflowId, args: [input], workflowExecutionTimeout: '400 days' });
  return {
    env,
    start,
    run: async (workflow, input, workflowId) => endOf(await start(workflow, input, workflowId)),
    stop: async () => {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

/** Waits for a workflow's end; time is skipped meanwhile. */
export async function endOf(handle: WorkflowHandle): Promise<Ended> {
  const outcome = await outcomeOf(handle);
  return { workflowId: handle.workflowId, outcome, events: await eventsOf(handle) };
}

async function outcomeOf(handle: WorkflowHandle): Promise<Outcome> {
  try {
    return { status: 'completed', result: await handle.result() };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    if (error.cause instanceof TerminatedFailure) return { status: 'terminated' };
    if (error.cause?.name === 'CancelledFailure') return { status: 'canceled' };
    return { status: 'failed', type: typeOf(error.cause), message: rootCause(error.cause) ?? '' };
  }
}

function typeOf(error: Error | undefined): string {
  if (error?.cause instanceof Error) return typeOf(error.cause);
  if (error instanceof TimeoutFailure) return 'Timeout';
  return (error as ApplicationFailure | undefined)?.type ?? error?.name ?? '';
}

export async function eventsOf(handle: WorkflowHandle): Promise<HistoryEvent[]> {
  const { events } = historyToObject(await handle.fetchHistory());
  return events.map((event) => ({
    id: Number(event.eventId),
    type: pascalCase(event.eventType.replace('EVENT_TYPE_', '')),
    time: Number(event.eventTime.seconds) * 1_000 + Math.floor((event.eventTime.nanos ?? 0) / 1_000_000),
    attributes: Object.entries(event).find(([key]) => key.endsWith('EventAttributes'))?.[1] ?? {},
  }));
}

interface PlainHistory {
  events: { eventId: string; eventType: string; eventTime: { seconds: string; nanos?: number } }[];
}

/** A history as plain JSON: numbers of 64 bits and enums as texts, bytes in base64. `History.fromObject` reads it back. */
export function historyToObject(history: temporal.api.history.v1.IHistory): PlainHistory {
  return temporal.api.history.v1.History.toObject(temporal.api.history.v1.History.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  }) as PlainHistory;
}

function pascalCase(text: string): string {
  return text.toLowerCase().replace(/(?:^|_)(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Milliseconds of the timers that a workflow started, in order. */
export function timersOf(events: readonly HistoryEvent[]): number[] {
  return events
    .filter(({ type }) => type === 'TimerStarted')
    .map(({ attributes }) => durationMs((attributes as { startToFireTimeout: ProtoDuration }).startToFireTimeout));
}

export interface ProtoDuration {
  seconds?: string;
  nanos?: number;
}
export function durationMs({ seconds = '0', nanos = 0 }: ProtoDuration): number {
  return Number(seconds) * 1_000 + nanos / 1_000_000;
}

/** The most that were open at once, by their opening and closing events. */
export function mostOpen(events: readonly HistoryEvent[], opening: string, closing: RegExp): number {
  let open = 0;
  return Math.max(0, ...events.map(({ type }) => (open += type === opening ? 1 : closing.test(type) ? -1 : 0)));
}
export const childInitiated = 'StartChildWorkflowExecutionInitiated';
export const childClosed = /^ChildWorkflowExecution(Completed|Failed|TimedOut|Canceled|Terminated)$/;
export const activityScheduled = 'ActivityTaskScheduled';
export const activityClosed = /^ActivityTask(Completed|Failed|TimedOut|Canceled)$/;
