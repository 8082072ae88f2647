import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChunkTotals, Plan } from '../../activities/ports.ts';
import { advance, newExecution, type Execution, type HistoryStep } from '../../cli/progress/execution.ts';
import { news, waitNews } from '../../cli/progress/news.ts';
import { progressOf, tableId, type Progress, type Stored } from '../../cli/progress/progress.ts';
import { rateMeter, sumsOf } from '../../cli/progress/sums.ts';
import type { Tracked } from '../../cli/progress/tracked.ts';
import { liveView, summaryLine } from '../../cli/progress/view.ts';

const read = (...steps: HistoryStep[]): Execution => {
  const execution = newExecution();
  for (const step of steps) advance(execution, step);
  return execution;
};
const chunkWork = (chunk_id: string) => ({
  chunk_config: { chunk_id, chunk_index: 0 },
  table_config: { table_name: 'connectwise/tickets' },
});
const scheduled = (id: string, activity: string, input: unknown): HistoryStep => ({
  kind: 'activity scheduled',
  id,
  activity,
  input,
  at_ms: 0,
});
const failed = (id: string, type: string): HistoryStep => ({
  kind: 'activity failed',
  id,
  failure: { type, message: `${type} happened` },
});
const timer = (id: string, until_ms: number): HistoryStep => ({ kind: 'timer started', id, until_ms });
const task: HistoryStep = { kind: 'task started' };

describe('what a history tells about waits', () => {
  test('two chunks that fail before one task are paused each for its own reason', () => {
    const { pauses, retries } = read(
      scheduled('5', 'processChunk', chunkWork('a')),
      scheduled('6', 'processChunk', chunkWork('b')),
      failed('6', 'TooManyRequests'),
      failed('5', 'SourceUnavailable'),
      task,
      timer('t1', 60_000),
      timer('t2', 30_000),
    );
    expect([...pauses.values()]).toMatchObject([
      { subject: 'b', until_ms: 60_000, attempt: 2, reason: { type: 'TooManyRequests' } },
      { subject: 'a', until_ms: 30_000, attempt: 2, reason: { type: 'SourceUnavailable' } },
    ]);
    expect(retries).toBe(2);
  });

  test('a failure that the workflow gives up on is nobody else’s reason', () => {
    const { pauses } = read(
      scheduled('5', 'processChunk', chunkWork('a')),
      scheduled('6', 'processChunk', chunkWork('b')),
      failed('5', 'Unauthorized'),
      failed('6', 'TooManyRequests'),
      task,
      scheduled('9', 'updateChunkProgress', { chunk_id: 'a' }),
      timer('t1', 60_000),
    );
    expect([...pauses.values()]).toMatchObject([{ subject: 'b', reason: { type: 'TooManyRequests' } }]);
  });

  test('a failure that comes while the workflow answers an earlier one waits for the next task', () => {
    const { pauses } = read(
      scheduled('5', 'processChunk', chunkWork('a')),
      scheduled('6', 'processChunk', chunkWork('b')),
      failed('5', 'InvalidPage'),
      task,
      failed('6', 'TooManyRequests'),
      timer('t1', 1),
      task,
      timer('t2', 2),
    );
    expect([...pauses.values()].map(({ subject }) => subject)).toEqual(['a', 'b']);
  });

  test('a chunk that goes on after a pause of its source tells the pause’s reason', () => {
    const input = { ...chunkWork('a'), timeout_error: { type: 'SourcePaused', message: 'asked for 40 s' } };
    const { pauses } = read(
      scheduled('5', 'handleChunkTimeout', input),
      { kind: 'activity completed', id: '5', result: { resume: true, wait_seconds: 40, reason: '' } },
      task,
      timer('t1', 40_000),
    );
    expect([...pauses.values()]).toMatchObject([{ subject: 'a', reason: { type: 'SourcePaused' } }]);
  });

  test.each([
    { end: { kind: 'timer ended', id: 't1' }, left: 0 },
    { end: { kind: 'timer ended', id: 't2' }, left: 1 },
    { end: { kind: 'ended', status: 'canceled', result: null, failure: null }, left: 0 },
  ] satisfies { end: HistoryStep; left: number }[])('after $end.kind $end.id $left waits are left', ({ end, left }) => {
    const { pauses } = read(
      scheduled('5', 'processChunk', chunkWork('a')),
      failed('5', 'X'),
      task,
      timer('t1', 1),
      end,
    );
    expect(pauses.size).toBe(left);
  });

  test('steps in any order are taken without an error', () => {
    const id = fc.constantFrom('1', '2');
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('activity scheduled' as const),
        id,
        activity: fc.constant('processChunk'),
        input: fc.constant(null),
        at_ms: fc.constant(0),
      }),
      fc.record({
        kind: fc.constant('activity failed' as const),
        id,
        failure: fc.constant({ type: 'X', message: '' }),
      }),
      fc.record({ kind: fc.constant('activity completed' as const), id, result: fc.constant(null) }),
      fc.record({ kind: fc.constant('timer started' as const), id, until_ms: fc.nat() }),
      fc.record({ kind: fc.constant('timer ended' as const), id }),
      fc.record({ kind: fc.constant('task started' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(read(...steps).pauses.size).toBeLessThanOrEqual(2);
      }),
    );
  });
});

const tracked = (fields: Partial<Tracked> & Pick<Tracked, 'workflow'>): Tracked => ({
  workflowId: fields.workflow,
  runId: fields.workflow,
  input: null,
  parent: null,
  execution: newExecution(),
  retrying: [],
  ...fields,
});
const totals = (fields: Partial<ChunkTotals>): ChunkTotals => ({
  total: 0,
  pending: 0,
  running: 0,
  completed: 0,
  failed: 0,
  records_processed: 0,
  records_quarantined: 0,
  bytes: 0,
  api_calls: 0,
  api_errors: 0,
  error: null,
  ...fields,
});
const plan: Plan = {
  job_id: 'run-1',
  tenant_id: 'acme',
  table_name: 'connectwise/tickets',
  mode: 'full',
  as_of: null,
  lower_bound: null,
  watermark: null,
  schema_version: 1,
  guarantee: 'exact',
  total_chunks: 4,
  created_at: '2026-01-01T00:00:00.000Z',
};
const acme = { tenant_config: { tenant_id: 'acme', priority: 'normal' } };
const tickets = { ...acme, table_config: { table_name: 'connectwise/tickets' } };
const ended = (result: unknown): HistoryStep => ({ kind: 'ended', status: 'completed', result, failure: null });
const nothing: Stored = { plans: new Map(), totals: new Map(), waits: [], calls: { api_calls: 0, api_errors: 0 } };

/** A run of two tenants; acme's only table is being read. */
function running(stored: Partial<Stored> = {}): {
  all: Tracked[];
  table: Tracked;
  progress: (at?: number) => Progress;
} {
  const covers = (job_id: string, count: number) => ({ ...newExecution(), covers: { job_id, count } });
  const root = tracked({ workflow: 'pipelineOrchestrator', execution: covers('run-1', 2) });
  const tenant = tracked({ workflow: 'tenantProcessor', input: acme, parent: root, execution: covers('', 1) });
  const table = tracked({ workflow: 'tableProcessor', input: tickets, parent: tenant });
  const all = [root, tenant, table];
  return { all, table, progress: (at = 1_000) => progressOf(all, { ...nothing, ...stored }, at) };
}
const id = tableId('acme', 'connectwise/tickets');

describe('progress', () => {
  test('counts what ended, what there is, and what is not known yet', () => {
    const { progress } = running({
      plans: new Map([[id, plan]]),
      totals: new Map([[id, totals({ total: 4, completed: 1, records_processed: 5_000 })]]),
    });
    expect(sumsOf(progress())).toEqual({
      tenants_ended: 0,
      tables_ended: 0,
      chunks_completed: 1,
      chunks_total: 4,
      records: 5_000,
      quarantined: 0,
    });
    expect(progress()).toMatchObject({ job_id: 'run-1', tenants_total: 2, tables_total: null, end: null });
  });

  test('a table that is tried again counts once, as its latest try', () => {
    const { all, table, progress } = running();
    advance(table.execution, { kind: 'ended', status: 'failed', result: null, failure: { type: 'X', message: 'y' } });
    expect(progress().tables).toMatchObject([{ status: 'failed', error: { type: 'X' } }]);
    all.push(tracked({ ...table, execution: newExecution() }));
    expect(progress().tables).toMatchObject([{ status: 'running', error: null }]);
  });

  test('the batches of a long table are part of it', () => {
    const { all, table, progress } = running();
    const batch = tracked({ workflow: 'tableProcessor', input: tickets, parent: table });
    advance(batch.execution, ended({ status: 'completed', message: '', error: null }));
    all.push(batch);
    expect(progress().tables).toMatchObject([{ status: 'running' }]);
  });

  test('requests are counted by whichever of job and chunks is ahead', () => {
    const stored = {
      totals: new Map([[id, totals({ api_calls: 9, api_errors: 1 })]]),
      calls: { api_calls: 4, api_errors: 3 },
    };
    expect(running(stored).progress()).toMatchObject({ api_calls: 9, api_errors: 3 });
  });

  test('a wait says who waits, why, and for how long', () => {
    const { table, progress } = running();
    advance(table.execution, scheduled('5', 'processChunk', chunkWork('c-3')));
    advance(table.execution, failed('5', 'TooManyRequests'));
    advance(table.execution, task);
    advance(table.execution, timer('t', 61_000));
    expect(waitNews(null, progress())).toEqual([
      {
        text: 'waiting: acme connectwise/tickets c-3: attempt 2 in 1 min 00 s: TooManyRequests: TooManyRequests happened',
        tone: 'warning',
      },
    ]);
    expect(waitNews(progress(), progress(2_000))).toEqual([]);
  });
});

describe('words about a run', () => {
  const read5000 = {
    plans: new Map([[id, plan]]),
    totals: new Map([[id, totals({ total: 4, completed: 1, records_processed: 5_000, api_calls: 7, api_errors: 2 })]]),
  };

  test('one line sums the run up', () => {
    expect(summaryLine(running(read5000).progress(3_500), 1_000, 1_250.4)).toBe(
      '2.5 s  tenants 0/2  tables 0/?  chunks 1/4  5,000 records, 1,250/s  7 API calls, 2 failed',
    );
  });

  test('a terminal shows what is read and waited for, cut to its size', () => {
    const { table, progress } = running(read5000);
    advance(table.execution, timer('t', 9_000));
    const lines = liveView(progress(), 0, 0, { columns: 60, rows: 24 }).map(({ text }) => text);
    expect(lines[1]).toBe('  waiting   acme connectwise/tickets: attempt 2 in 8 s: a …');
    expect(lines[2]).toBe('  reading   acme connectwise/tickets  chunks 1/4  5,000 re…');
    expect(liveView(progress(), 0, 0, { columns: 60, rows: 3 }).map(({ text }) => text)).toEqual([
      lines[0],
      '  and 2 more',
    ]);
  });

  test('news are a plan, the end of a table and of a tenant, each once', () => {
    const { all, table, progress } = running(read5000);
    const first = progress();
    expect(news(null, first)).toEqual([{ text: 'acme connectwise/tickets: reading every row in 4 chunks (exact)' }]);
    expect(news(first, progress())).toEqual([]);
    advance(
      table.execution,
      ended({ status: 'partial', message: 'read exact', error: { type: 'Timeout', message: 'too\nlong' } }),
    );
    advance(all[1]!.execution, ended({ result: { status: 'partial', error: null } }));
    expect(news(first, progress())).toEqual([
      { text: 'acme connectwise/tickets: partial, 5,000 records, Timeout: too long', tone: 'warning' },
      { text: 'acme: partial', tone: 'warning' },
    ]);
  });

  test('a table without news says why it has none', () => {
    const { table, progress } = running();
    advance(table.execution, ended({ status: 'skipped', message: 'skipped: running in run-0', error: null }));
    expect(news(null, progress())).toEqual([
      { text: 'acme connectwise/tickets: skipped: running in run-0', tone: 'warning' },
    ]);
  });
});

test('the rate looks back over the last seconds only', () => {
  const rate = rateMeter();
  expect([rate(0, 0), rate(1_000, 500), rate(10_000, 9_500), rate(20_000, 9_500), rate(21_000, 9_500)]).toEqual([
    0, 500, 1000, 0, 0,
  ]);
});
