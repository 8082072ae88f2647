import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Activities, ActivityContext } from '../../activities/contract.ts';
import { RequestRefused, SourceUnavailable } from '../../activities/errors.ts';
import { hostActivities } from '../../worker/activity-host.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { endOf, startRig, type Rig } from '../workflows/rig.ts';

/** What the one activity does next. */
let act: (context: ActivityContext) => Promise<unknown>;
let rig: Rig;
beforeAll(async () => {
  const activities = { notifyCompletion: (_input: unknown, context: ActivityContext) => act(context) };
  rig = await startRig({
    server: 'real',
    bundle: await bundleWorkflows(fileURLToPath(new URL('hosting/workflows.ts', import.meta.url))),
    activities: hostActivities(activities as unknown as Activities),
  });
});
afterAll(() => rig.stop());

const retry = { initialInterval: '1 second', maximumAttempts: 3, nonRetryableErrorTypes: ['RequestRefused'] };

describe('an attempt', () => {
  test('knows its number, has a token of its own and counts its time down', async () => {
    const seen: { attempt: number; token: string; left: number[] }[] = [];
    act = async ({ attempt, attempt_token, remaining }) => {
      const left = [remaining()];
      await wait(20);
      seen.push({ attempt, token: attempt_token, left: [...left, remaining()] });
      if (attempt < 3) throw new SourceUnavailable('503');
      return 'done';
    };
    const { outcome } = await rig.run('callOnce', { startToCloseTimeout: '1 minute', retry });
    expect(outcome).toEqual({ status: 'completed', result: 'done' });
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(seen.map(({ token }) => token)).size).toBe(3);
    for (const { left } of seen) {
      expect(left[0]).toBeLessThanOrEqual(60_000);
      expect(left[1]).toBeLessThan(left[0]!);
      expect(left[1]).toBeGreaterThan(50_000);
    }
  });

  test('that says nothing for longer than its heartbeat time-out lives on: its host says so', async () => {
    act = async () => {
      await wait(4_000);
      return 'done';
    };
    const { outcome } = await rig.run('callOnce', {
      startToCloseTimeout: '1 minute',
      heartbeatTimeout: '1 second',
      retry: { maximumAttempts: 1 },
    });
    expect(outcome).toEqual({ status: 'completed', result: 'done' });
  });

  test('tells with each heartbeat what it said last', async () => {
    const stop = new AbortController();
    act = async ({ heartbeat }) => {
      for (let page = 0; page < 1_000; page += 1) heartbeat({ page });
      await once(stop.signal, 'abort');
      return 'done';
    };
    const handle = await rig.start('callOnce', {
      startToCloseTimeout: '1 minute',
      heartbeatTimeout: '1 second',
      retry,
    });
    await vi.waitFor(async () => {
      const [pending] = (await handle.describe()).raw.pendingActivities ?? [];
      const [payload] = pending?.heartbeatDetails?.payloads ?? [];
      expect(JSON.parse(Buffer.from(payload?.data ?? '').toString() || 'null')).toEqual({ page: 999 });
    }, 20_000);
    stop.abort();
    expect((await endOf(handle)).outcome).toEqual({ status: 'completed', result: 'done' });
  });
});

describe('a cancelled attempt', () => {
  test.each([
    { throws: 'the signal’s reason', error: (signal: AbortSignal) => signal.reason as Error },
    { throws: 'a failure of its own', error: () => new SourceUnavailable('the connection was closed') },
  ])('is told by its signal; that it then throws $throws is a cancellation', async ({ error }) => {
    let begun = false;
    act = async ({ signal }) => {
      begun = true;
      await once(signal, 'abort');
      throw error(signal);
    };
    const handle = await rig.start('callOnce', {
      startToCloseTimeout: '1 minute',
      heartbeatTimeout: '2 seconds',
      retry,
    });
    await vi.waitFor(() => {
      expect(begun).toBe(true);
    }, 20_000);
    await handle.cancel();
    const { outcome, events } = await endOf(handle);
    expect(outcome).toEqual({ status: 'canceled' });
    expect(events.filter(({ type }) => type === 'ActivityTaskCanceled')).toHaveLength(1);
  });
});

describe('a failure', () => {
  test.each([
    { error: new SourceUnavailable('503'), type: 'SourceUnavailable', attempts: 3 },
    { error: new RequestRefused('404'), type: 'RequestRefused', attempts: 1 },
    { error: new TypeError('our own fault'), type: 'TypeError', attempts: 3 },
    { error: ApplicationFailure.nonRetryable('never again', 'RequestRefused'), type: 'RequestRefused', attempts: 1 },
    { error: ApplicationFailure.nonRetryable('never again', 'Whatever'), type: 'UnlistedNonRetryable', attempts: 3 },
  ] as { error: Error; type: string; attempts: number }[])(
    '$error.message: is $type after $attempts attempts',
    async ({ error, type, attempts }) => {
      let made = 0;
      act = () => {
        made += 1;
        return Promise.reject(error);
      };
      const { outcome } = await rig.run('callOnce', { startToCloseTimeout: '1 minute', retry });
      expect(outcome).toMatchObject({ status: 'failed', type });
      expect(made).toBe(attempts);
    },
  );

  test('takes no credential into the history, neither in its message nor in its stack', async () => {
    act = () => Promise.reject(new RequestRefused('GET with Authorization: Basic c2VjcmV0OnNlY3JldA=='));
    const { events } = await rig.run('callOnce', { startToCloseTimeout: '1 minute', retry });
    const failed = events.find(({ type }) => type === 'ActivityTaskFailed');
    expect(JSON.stringify(failed)).toContain('activity-host.test');
    expect(JSON.stringify(failed)).not.toContain('c2VjcmV0');
  });
});

test('children have ids that say what they work on', async () => {
  const { outcome } = await rig.run('childIds', null, 'JOB');
  expect((outcome as { result: string[] }).result).toEqual([
    'JOB/acme',
    'JOB/acme~2',
    'JOB/crm/tickets',
    'JOB/batch-3',
    'JOB/batch-3~2',
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    'chosen',
  ]);
  const describe = (id: string) => rig.env.client.workflow.getHandle(id).describe();
  expect((await describe('JOB/acme')).priority?.priorityKey).toBe(5);
  expect((await describe('JOB/batch-3~2')).priority?.priorityKey ?? 0).not.toBe(5);
});
