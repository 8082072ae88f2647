import { fileURLToPath } from 'node:url';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import type { Retrier } from '../../../workflows/constructs.ts';
import { startRig, timersOf, type Rig } from '../rig.ts';

/** What the activity does at its successive calls, by workflow; `ok` once there is no more. */
const scripts = new Map<string, string[]>();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    bundle: await bundleWorkflows(fileURLToPath(new URL('workflows.ts', import.meta.url))),
    activities: { act },
  });
});
afterAll(() => rig.stop());

function act(): Promise<string> {
  const { workflowExecution } = Context.current().info;
  const what = scripts.get(workflowExecution!.workflowId)?.shift() ?? 'ok';
  if (what === 'ok') return Promise.resolve(what);
  return Promise.reject(ApplicationFailure.create({ type: what, message: 'as told' }));
}

let count = 0;
async function retried(retriers: Retrier[], failures: readonly string[]) {
  const workflowId = `retried-${++count}`;
  scripts.set(workflowId, [...failures]);
  const { outcome, events } = await rig.run('retryActivity', { retriers, name: '' }, workflowId);
  const calls = events.filter(({ type }) => type === 'ActivityTaskScheduled').length;
  return { outcome, calls, waits: timersOf(events) };
}

const type = fc.constantFrom('A', 'B', 'C');
const retriers = fc.array(
  fc.record(
    {
      errors: fc.oneof(fc.subarray(['A', 'B', 'C', 'Hopeless'], { minLength: 1 }), fc.constant(['All'])),
      interval: fc.integer({ min: 1, max: 90_000 }),
      maximumAttempts: fc.integer({ min: 1, max: 4 }),
      backoffCoefficient: fc.constantFrom(1, 1.5, 2, 3),
      maximumInterval: fc.integer({ min: 1, max: 200_000 }),
    },
    { requiredKeys: ['errors', 'interval', 'maximumAttempts'] },
  ),
  { maxLength: 4 },
);

describe('withRetries', () => {
  test('gives each entry its own count and its own back-off, and the first match decides', async () => {
    const failures = fc.array(
      fc.oneof({ weight: 6, arbitrary: type }, { weight: 1, arbitrary: fc.constant('Hopeless') }),
      {
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(retriers, failures, async (entries, script) => {
        expect(await retried(entries, script)).toEqual(expectedOf(entries, script));
      }),
      { numRuns: 80 },
    );
  });

  test.each([
    { name: 'the first try counts', errors: ['A'], maximumAttempts: 1, failures: ['A'], calls: 1 },
    { name: 'a type that no entry names is not retried', errors: ['B'], maximumAttempts: 5, failures: ['A'], calls: 1 },
    {
      name: "'All' is no retry of a non-retryable type",
      errors: ['All'],
      maximumAttempts: 5,
      failures: ['Hopeless'],
      calls: 1,
    },
    {
      name: 'a non-retryable type that is named is retried',
      errors: ['Hopeless'],
      maximumAttempts: 3,
      failures: ['Hopeless'],
      calls: 2,
    },
    { name: "'All' is every other type", errors: ['All'], maximumAttempts: 5, failures: ['A', 'B', 'C'], calls: 4 },
  ])('$name', async ({ errors, maximumAttempts, failures, calls }) => {
    const { calls: made } = await retried([{ errors, interval: '1 second', maximumAttempts }], failures);
    expect(made).toBe(calls);
  });

  test('waits for durations as the SDK reads them', async () => {
    const amount = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.constantFrom('1.5', '.5', '2.25'));
    const unit = fc.constantFrom(
      ...[
        '',
        'ms',
        'msec',
        'msecs',
        'milliseconds',
        's',
        'sec',
        'secs',
        'second',
        'Seconds',
        'm',
        'min',
        'mins',
        'minute',
        'MINUTES',
      ],
      ...['h', 'hr', 'hrs', 'hour', 'hours', 'd', 'day', 'days'],
    );
    const duration = fc
      .tuple(amount, fc.constantFrom('', ' '), unit)
      .map((parts) => parts.join(''))
      .filter((text) => msToNumber(text) < 6 * 86_400_000);
    const intervals = [...fc.sample(duration, 60), '1w', '2 weeks'];
    const { outcome, events } = await rig.run('waitEach', [...intervals, 1500]);
    expect(outcome.status).toBe('completed');
    expect(timersOf(events)).toEqual([...intervals.map((interval) => Math.max(1, msToNumber(interval))), 1500]);
  });

  test.each([
    { problem: 'a duration that is none', retrier: { interval: 'soon' } },
    { problem: 'a unit that is none', retrier: { interval: '5 fortnights' } },
    { problem: 'a negative duration', retrier: { interval: -1 } },
    { problem: 'an endless duration', retrier: { maximumInterval: '1e9 days' } },
    { problem: 'no attempt', retrier: { maximumAttempts: 0 } },
    { problem: 'half an attempt', retrier: { maximumAttempts: 1.5 } },
    { problem: 'a shrinking back-off', retrier: { backoffCoefficient: 0.5 } },
  ])('refuses $problem before the first call', async ({ retrier }) => {
    const { outcome, calls } = await retried([{ errors: ['All'], interval: 1, maximumAttempts: 2, ...retrier }], []);
    expect({ outcome, calls }).toMatchObject({ outcome: { status: 'failed', type: 'RangeError' }, calls: 0 });
  });
});

/** The rule, written down a second time: per failure the first entry that names it, its next wait or the end. */
function expectedOf(entries: readonly Retrier[], script: readonly string[]) {
  const used = new Map<Retrier, number>();
  const waits: number[] = [];
  for (const failure of script) {
    const entry = entries.find(
      ({ errors }) => errors.includes(failure) || (errors.includes('All') && failure !== 'Hopeless'),
    );
    const retries = entry === undefined ? 0 : (used.get(entry) ?? 0);
    if (entry === undefined || retries === entry.maximumAttempts - 1) {
      return { outcome: { status: 'failed', type: failure, message: 'as told' }, calls: waits.length + 1, waits };
    }
    used.set(entry, retries + 1);
    const { interval, backoffCoefficient = 2, maximumInterval = Infinity } = entry;
    waits.push(Math.min(Number(interval) * backoffCoefficient ** retries, Number(maximumInterval)));
  }
  return { outcome: { status: 'completed', result: 'ok' }, calls: waits.length + 1, waits };
}
