import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ChunkStopped,
  ChunkTaken,
  CircuitOpen,
  InvalidPage,
  LeaseLost,
  QuarantineLimitExceeded,
  RequestRefused,
  SourcePaused,
  SourceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../activities/errors.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import type { ChunkResult } from '../../workflows/shapes.ts';
import { startRig, timersOf, type Rig } from './rig.ts';
import { createStage, made, plan, processed, table, type Script } from './script.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const stage = createStage();
let rig: Rig;
beforeAll(async () => {
  const bundle = await bundleWorkflows(file('../../workflows/index.ts'), [file('short-timeouts.ts')]);
  rig = await startRig({ bundle, activities: stage.activities });
});
afterAll(() => rig.stop());

let count = 0;
/** A table of one chunk, whose successive calls fail as told and then succeed. */
async function play(failures: readonly Error[], script: Script = {}, chunk_id = 'chunk-0') {
  const job = `chunk-${++count}`;
  const calls = stage.set(job, {
    calculateChunks: () => ({ ...plan(1), chunks: [{ chunk_id, chunk_index: 0 }] }),
    processChunk: (_input, { nth }) => {
      const failure = failures[nth - 1];
      if (failure !== undefined) throw failure;
      return processed(chunk_id);
    },
    ...script,
  });
  const { outcome, events } = await rig.run(
    'tableProcessor',
    {
      table_config: table('crm/tickets'),
      tenant_config: { tenant_id: 'acme', priority: 'normal' },
      job_id: job,
      execution_id: job,
      batch: null,
    },
    job,
  );
  expect(outcome.status).toBe('completed');
  const [result] = made(calls, 'evaluateChunkResults')[0]!.input.chunk_results;
  return { job, result: result!, calls, waits: timersOf(events), tries: made(calls, 'processChunk').length };
}

const times = (number: number, error: Error) => Array.from({ length: number }, () => error);
const seconds = (...list: number[]) => list.map((second) => second * 1_000);
const completed: ChunkResult = { chunk_id: 'chunk-0', status: 'completed', records_processed: 10, error: null };

describe('a chunk that fails', () => {
  test.each([
    { error: new TooManyRequests('429'), tries: 6, waits: seconds(60, 120, 240, 480, 960) },
    { error: new CircuitOpen('open'), tries: 4, waits: seconds(330, 330, 330) },
    { error: new SourceUnavailable('503'), tries: 4, waits: seconds(30, 60, 120) },
    { error: new InvalidPage('cut'), tries: 4, waits: seconds(30, 60, 120) },
    { error: new ChunkTaken('taken'), tries: 4, waits: seconds(30, 60, 120) },
    { error: new RangeError('our own fault'), tries: 4, waits: seconds(30, 60, 120) },
    { error: new Unauthorized('401'), tries: 1, waits: [] },
    { error: new RequestRefused('404'), tries: 1, waits: [] },
    { error: new LeaseLost('lost'), tries: 1, waits: [] },
    { error: new QuarantineLimitExceeded('bad'), tries: 1, waits: [] },
  ] as { error: Error; tries: number; waits: number[] }[])(
    'by $error.name is tried $tries times with its own waits, then failed',
    async ({ error, ...expected }) => {
      const { tries, waits, result, calls } = await play(times(99, error));
      const failure = { type: error.name, message: error.message };
      expect({ tries, waits }).toEqual(expected);
      expect(result).toEqual({ chunk_id: 'chunk-0', status: 'failed', records_processed: 0, error: failure });
      expect(made(calls, 'updateChunkProgress').map(({ input }) => input)).toMatchObject([
        { chunk_id: 'chunk-0', status: 'failed', result: null, error: failure },
      ]);
      expect(made(calls, 'handleChunkTimeout')).toEqual([]);
    },
  );

  test('by each kind a little less often than allowed completes: every kind has its own count', async () => {
    const { result, tries, waits } = await play([
      ...times(3, new SourceUnavailable('503')),
      ...times(5, new TooManyRequests('429')),
      ...times(3, new CircuitOpen('open')),
    ]);
    expect(result).toEqual(completed);
    expect(tries).toBe(12);
    expect(waits).toEqual(seconds(30, 60, 120, 60, 120, 240, 480, 960, 330, 330, 330));
  });

  test('with a long message says only its beginning upward', async () => {
    const { result } = await play([new Unauthorized('w'.repeat(9_000))]);
    expect(result.error).toEqual({ type: 'Unauthorized', message: 'w'.repeat(300) });
  });
});

describe('a chunk that is interrupted', () => {
  test.each([new ChunkStopped('time is short'), new SourcePaused('until noon')])(
    'by $name goes on from its checkpoint after the wait that it was told',
    async (error) => {
      const { result, calls, waits, tries, job } = await play(times(2, error), {
        handleChunkTimeout: (_input, { nth }) => ({ resume: true, wait_seconds: 600 * nth, reason: '' }),
      });
      expect(result).toEqual(completed);
      expect({ tries, waits }).toEqual({ tries: 3, waits: seconds(600, 1_200) });
      expect(made(calls, 'handleChunkTimeout')[0]!.input).toEqual({
        job_id: job,
        tenant_id: 'acme',
        table_name: 'crm/tickets',
        chunk_config: { chunk_id: 'chunk-0', chunk_index: 0 },
        timeout_error: { type: error.name, message: error.message },
      });
    },
  );

  test('by its time limit goes on at once, as often as it is allowed', async () => {
    const { result, calls, tries } = await play(
      [],
      {
        processChunk: ({ chunk_config }, { nth, context }) =>
          nth > 2
            ? processed(chunk_config.chunk_id)
            : new Promise((_resolve, reject) => {
                context.signal.addEventListener('abort', reject);
              }),
      },
      'slow-2-chunk',
    );
    expect(result).toEqual({ ...completed, chunk_id: 'slow-2-chunk' });
    expect(tries).toBe(3);
    expect(made(calls, 'handleChunkTimeout').map(({ input }) => input.timeout_error.type)).toEqual([
      'Timeout',
      'Timeout',
    ]);
  });

  test('and not allowed to go on has failed of what interrupted it', async () => {
    const { result, calls, tries, waits } = await play(times(9, new SourcePaused('until noon')), {
      handleChunkTimeout: () => ({ resume: false, wait_seconds: 0, reason: 'too often' }),
    });
    expect(result).toMatchObject({ status: 'failed', error: { type: 'SourcePaused', message: 'until noon' } });
    expect({ tries, waits }).toEqual({ tries: 1, waits: [] });
    expect(made(calls, 'updateChunkProgress').map(({ input }) => input.status)).toEqual(['failed']);
  });

  test('has all its retries again after it went on', async () => {
    const bad = new SourceUnavailable('503');
    const { result, tries, waits } = await play([
      ...times(3, bad),
      new ChunkStopped('time is short'),
      ...times(3, bad),
    ]);
    expect(result).toEqual(completed);
    expect(tries).toBe(8);
    expect(waits.filter((wait) => wait > 1)).toEqual(seconds(30, 60, 120, 30, 60, 120));
  });

  test('and nobody able to say whether it may go on fails its table', async () => {
    const job = `chunk-${++count}`;
    const calls = stage.set(job, {
      calculateChunks: () => plan(1),
      processChunk: () => {
        throw new ChunkStopped('time is short');
      },
      handleChunkTimeout: () => {
        throw new SourceUnavailable('state store gone');
      },
    });
    const input = {
      table_config: table('crm/tickets'),
      tenant_config: { tenant_id: 'acme', priority: 'normal' },
      job_id: job,
      execution_id: job,
      batch: null,
    };
    const { outcome } = await rig.run('tableProcessor', input, job);
    expect(outcome).toEqual({ status: 'failed', type: 'SourceUnavailable', message: 'state store gone' });
    expect(made(calls, 'handleChunkTimeout')).toHaveLength(5);
  });
});
