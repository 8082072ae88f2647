import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import {
  activityClosed,
  activityScheduled,
  endOf,
  eventsOf,
  mostOpen,
  startRig,
  timersOf,
  type HistoryEvent,
  type Rig,
} from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    server: 'real',
    bundle: await bundleWorkflows(fileURLToPath(new URL('workflows.ts', import.meta.url))),
    activities: { act },
  });
});
afterAll(() => rig.stop());

/** Does what its name says: `ok`, `fail`, `hang` (until it is cancelled), `stubborn` (hears the cancellation, completes all the same). */
async function act(name: string): Promise<string> {
  const [what, ms] = name.split('-');
  if (what === 'hang' || what === 'stubborn') {
    while (!cancellationSignal().aborted) {
      heartbeat();
      await wait(10);
    }
    if (what === 'hang') throw new CancelledFailure('stopped');
    return name;
  }
  await wait(Number(ms));
  if (what === 'fail') throw ApplicationFailure.create({ type: name, message: 'as told' });
  return name;
}

describe('a map over activities', () => {
  test('never has more than its limit open, schedules none after a failure, and ends after all have settled', async () => {
    const name = fc.oneof(
      { weight: 5, arbitrary: fc.nat(15).map((ms) => `ok-${ms}`) },
      { weight: 1, arbitrary: fc.nat(15).map((ms) => `fail-${ms}`) },
    );
    const held = fc.constantFrom('hang', 'stubborn');
    const cases = fc.record({
      names: fc.array(name, { maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 5 }),
      held: fc.array(held, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ names, limit, held }) => {
        // What hangs ends only by a failure, which a free slot must be able to reach.
        const all = [...(limit > held.length ? held : []), ...names, ...(held.length > 0 ? ['fail-5'] : [])];
        const { outcome, events } = await rig.run('mapActivities', { names: all, limit });
        const failure = events.find(({ type }) => type === 'ActivityTaskFailed');
        expect(outcome).toEqual(
          failure === undefined
            ? { status: 'completed', result: all }
            : { status: 'failed', type: failureType(failure), message: 'as told' },
        );
        expect(mostOpen(events, activityScheduled, activityClosed)).toBe(Math.min(limit, all.length));
        expect(
          events.filter(({ id, type }) => type === 'ActivityTaskScheduled' && id > (failure?.id ?? Infinity)),
        ).toEqual([]);
        expect(scheduledIds(events)).toEqual(closedIds(events));
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, -1, 1.5, NaN])('refuses the limit %s', async (limit) => {
    const { outcome } = await rig.run('mapActivities', { names: ['ok-1'], limit });
    expect(outcome).toMatchObject({ status: 'failed', type: 'RangeError' });
  });

  test('of no items gives no results', async () => {
    const { outcome } = await rig.run('mapActivities', { names: [], limit: 3 });
    expect(outcome).toEqual({ status: 'completed', result: [] });
  });
});

describe('a run that is stopped', () => {
  test.each([
    { how: 'cancel', during: 'an activity', name: 'hang', waitsFor: 'ActivityTaskStarted', status: 'canceled' },
    { how: 'cancel', during: 'a back-off', name: 'fail-1', waitsFor: 'TimerStarted', status: 'canceled' },
    { how: 'terminate', during: 'an activity', name: 'hang', waitsFor: 'ActivityTaskStarted', status: 'terminated' },
    { how: 'terminate', during: 'a back-off', name: 'fail-1', waitsFor: 'TimerStarted', status: 'terminated' },
  ] as const)('by $how during $during ends so, and no retry and no catch goes on', async (row) => {
    const handle = await rig.start('catchAll', row.name);
    await vi.waitFor(async () => {
      if (row.waitsFor === 'TimerStarted') expect(timersOf(await eventsOf(handle))).toHaveLength(1);
      else expect((await handle.describe()).raw.pendingActivities?.[0]?.state).toBe(started);
    }, 20_000);
    await handle[row.how]();
    const { outcome, events } = await endOf(handle);
    expect(outcome).toEqual({ status: row.status });
    expect(events.filter(({ type }) => type === 'ActivityTaskScheduled')).toHaveLength(1);
  });
});

describe('a child that someone else stopped', () => {
  test.each([
    { how: 'cancel', waits: [], children: 1 },
    { how: 'terminate', waits: [1_000], children: 2 },
  ] as const)('by $how has failed as Aborted; its parent goes on', async ({ how, waits, children }) => {
    const retriers = [{ errors: ['All'], interval: '1 second', maximumAttempts: 2 }];
    const handle = await rig.start('retryChild', { how: 'hangs', retriers });
    for (let child = 1; child <= children; child += 1) {
      const id = await vi.waitFor(() => startedChild(handle, child), 20_000);
      await rig.env.client.workflow.getHandle(id)[how]();
    }
    const { outcome, events } = await endOf(handle);
    expect(outcome).toMatchObject({ status: 'completed', result: { type: 'Aborted' } });
    expect(timersOf(events)).toEqual(waits);
  });
});

async function startedChild(handle: WorkflowHandle, count: number): Promise<string> {
  const started = (await eventsOf(handle)).filter(({ type }) => type === 'ChildWorkflowExecutionStarted');
  expect(started).toHaveLength(count);
  return (started.at(-1)!.attributes as { workflowExecution: { workflowId: string } }).workflowExecution.workflowId;
}

/** PENDING_ACTIVITY_STATE_STARTED */
const started = 2;

function scheduledIds(events: HistoryEvent[]): number[] {
  return events.filter(({ type }) => type === 'ActivityTaskScheduled').map(({ id }) => id);
}
function closedIds(events: HistoryEvent[]): number[] {
  return events
    .filter(({ type }) => activityClosed.test(type))
    .map(({ attributes }) => Number((attributes as { scheduledEventId: string }).scheduledEventId))
    .sort((a, b) => a - b);
}

function failureType({ attributes }: HistoryEvent): string {
  return (attributes as { failure: { applicationFailureInfo: { type: string } } }).failure.applicationFailureInfo.type;
}
