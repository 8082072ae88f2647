import { fileURLToPath } from 'node:url';
import { cancellationSignal } from '@temporalio/activity';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import type { Retrier } from '../../../workflows/constructs.ts';
import { startRig, timersOf, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    bundle: await bundleWorkflows(fileURLToPath(new URL('workflows.ts', import.meta.url))),
    activities: {
      act: () =>
        new Promise((_resolve, reject) => {
          cancellationSignal().addEventListener('abort', reject);
        }),
    },
  });
});
afterAll(() => rig.stop());

const minute = 60_000;
const timeout: Retrier = { errors: ['Timeout'], interval: '1 minute', maximumAttempts: 3 };
const all: Retrier = { errors: ['All'], interval: '5 minutes', maximumAttempts: 2 };

describe("a child's failure", () => {
  test.each([
    { name: "is retried by 'All', whatever made it fail", how: 'X', retriers: [all], waits: [5 * minute], type: 'X' },
    { name: 'is not told apart by its type', how: 'X', retriers: [{ ...all, errors: ['X'] }], waits: [], type: 'X' },
    {
      name: 'is no time-out when something inside timed out',
      how: 'times out inside',
      retriers: [timeout, all],
      waits: [5 * minute],
      type: 'Timeout',
    },
  ])('$name', async ({ how, retriers, waits, type }) => {
    const { outcome, events } = await rig.run('retryChild', { how, retriers });
    expect(outcome).toMatchObject({ status: 'completed', result: { type } });
    expect(timersOf(events)).toEqual(waits);
  });

  test("is a time-out when the child's own time is up", async () => {
    const { outcome, events } = await rig.run('retryShortChild', { retriers: [timeout, all] });
    expect(outcome).toMatchObject({ status: 'completed', result: { type: 'Timeout' } });
    expect(timersOf(events)).toEqual([minute, 2 * minute]);
  });
});
