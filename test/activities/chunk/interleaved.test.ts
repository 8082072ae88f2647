import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChunkTaken } from '../../../activities/errors.ts';
import { createActivities } from '../../../activities/index.ts';
import { startDemoSource, type DemoSource } from '../../../cli/demo-source/server.ts';
import { watched } from '../killed.ts';
import { chunkIds, key, openRun, options, planned, steps } from '../one-table.ts';
import { committed } from '../place.ts';

let source: DemoSource;
beforeAll(async () => {
  source = await startDemoSource(options);
});
afterAll(() => source.close());

/**
 * An attempt of a chunk that another one overtakes at its `n`-th call of state store or lake: the first is held there, the
 * second runs to its end, then the first goes on.
 */
async function overtakenAt(n: number): Promise<{ overtaken: boolean; first: unknown; records: string[] }> {
  const place = await openRun(source);
  try {
    const table_state = await planned(place);
    let calls = 0;
    const hold = async (call: () => unknown): Promise<unknown> => {
      calls += 1;
      if (calls === n) await steps.processChunk(place.run, table_state);
      return call();
    };
    const { state, lake } = place.ports;
    const slow = createActivities({ ...place.ports, state: watched(state, hold), lake: watched(lake, hold) });
    const first = await steps.processChunk(slow, table_state).catch((error: unknown) => error);
    const overtaken = calls >= n;
    for (const index of chunkIds.keys()) await steps.processChunk(place.run, table_state, index);
    await steps.updateLastUpdatedTimestamp(place.run, table_state);
    return { overtaken, first, records: await committed(place.ports, key) };
  } finally {
    await place.close();
  }
}

test('an attempt overtaken by another at any step loses nothing, doubles nothing, and stops', async () => {
  const { records } = await overtakenAt(Infinity);
  expect(records.length).toBeGreaterThan(50);
  let stopped = 0;
  for (let n = 1; ; n += 1) {
    const { overtaken, first, records: found } = await overtakenAt(n);
    if (!overtaken) break;
    expect(found, `overtaken at call ${n}`).toEqual(records);
    // Before it claims the chunk, or behind its last step, it is simply late, and gets the chunk's result.
    if (first instanceof Error) expect(first, `overtaken at call ${n}`).toBeInstanceOf(ChunkTaken);
    stopped += first instanceof ChunkTaken ? 1 : 0;
  }
  expect(stopped).toBeGreaterThan(5);
});
