import { once } from 'node:events';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SourcePaused, SourceUnavailable } from '../../activities/errors.ts';
import { endOf, eventsOf, startRig, timersOf, type Rig } from './rig.ts';
import { createStage, plan, type Script } from './script.ts';

const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ server: 'real', activities: stage.activities });
});
afterAll(() => rig.stop());

let count = 0;
async function begin(script: Script) {
  const job = `stopped-${++count}`;
  const calls = stage.set(job, { calculateChunks: () => plan(5), ...script });
  const root = await rig.start('pipelineOrchestrator', {}, job);
  const handles = [job, `${job}/acme`, `${job}/acme/crm/tickets`].map((id) => rig.env.client.workflow.getHandle(id));
  return { root, handles, calls };
}
const statusesOf = async (handles: WorkflowHandle[]) =>
  Promise.all(handles.map(async (handle) => (await endOf(handle)).outcome.status));

const stops = [
  { how: 'cancel', status: 'canceled' },
  { how: 'terminate', status: 'terminated' },
] as const;

describe.each(stops)('a run that is stopped by $how', ({ how, status }) => {
  test('while chunks are being read ends so at every level; their activities stop, and nothing follows', async () => {
    const reading: string[] = [];
    const stopped: string[] = [];
    const { root, handles, calls } = await begin({
      processChunk: async ({ chunk_config: { chunk_id } }, { context }) => {
        reading.push(chunk_id);
        await once(context.signal, 'abort');
        stopped.push(chunk_id);
        throw context.signal.reason as Error;
      },
    });
    await vi.waitFor(() => {
      expect(reading).toHaveLength(3);
    }, 20_000);
    const before = calls.length;
    await root[how]();
    expect(await statusesOf(handles)).toEqual(handles.map(() => status));
    await vi.waitFor(() => {
      expect(stopped.sort()).toEqual(reading.sort());
    }, 20_000);
    expect(calls.slice(before)).toEqual([]);
  });

  test.each([
    { wait: 'for the next try of a chunk', error: new SourceUnavailable('503'), timers: [30_000, 30_000, 30_000] },
    { wait: 'for a paused source', error: new SourcePaused('until noon'), timers: [900_000, 900_000, 900_000] },
  ] as { wait: string; error: Error; timers: number[] }[])(
    'during its wait $wait ends so, and nothing follows',
    async ({ error, timers }) => {
      const { root, handles, calls } = await begin({
        processChunk: () => {
          throw error;
        },
        handleChunkTimeout: () => ({ resume: true, wait_seconds: 900, reason: '' }),
      });
      await vi.waitFor(async () => {
        expect(timersOf(await eventsOf(handles[2]!))).toEqual(timers);
      }, 20_000);
      const before = calls.length;
      await root[how]();
      expect(await statusesOf(handles)).toEqual(handles.map(() => status));
      expect(calls.slice(before)).toEqual([]);
    },
  );
});

test('a table that an operator cancels is a failed table; its tenant and its run go on', async () => {
  let reading = 0;
  const { root, handles } = await begin({
    processChunk: async (_input, { context }) => {
      reading += 1;
      await once(context.signal, 'abort');
      throw context.signal.reason as Error;
    },
  });
  await vi.waitFor(() => {
    expect(reading).toBe(3);
  }, 20_000);
  await handles[2]!.cancel();
  const { outcome } = await endOf(root);
  expect(outcome).toMatchObject({ status: 'completed', result: { status: 'failed', failed_tenants: 1 } });
  expect((await endOf(handles[1]!)).outcome).toMatchObject({
    status: 'completed',
    result: { table_results: [{ status: 'failed', error: { type: 'Aborted' } }] },
  });
});
