import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeCanonical } from '../../../activities/canonical/merge.ts';
import { withConnection } from '../../../activities/duckdb.ts';
import { MergeConflict } from '../../../activities/errors.ts';
import type { Plan, Ports } from '../../../activities/ports.ts';
import { openPartWriter } from '../../../activities/raw/part-writer.ts';
import { tenantDefinition, type TenantDefinition } from '../../../activities/tenants.ts';
import { killedAt } from '../killed.ts';
import { openPlace, type Place } from '../place.ts';
import { pageOf } from '../raw/part-place.ts';
import { expectedVersions, type ModelVersion, type Observation, type Reading } from './model.ts';

const second = 1_000_000;
const base = Date.parse('2026-01-01T00:00:00Z') * 1_000;
let now = 0;
let place: Place;
let tenants = 0;
beforeAll(async () => {
  place = await openPlace({ clock: { now: () => now } });
});
afterAll(() => place.close());

type Deletes = 'none' | 'flag' | 'reconcile';

/** A tenant of its own, whose table `crm/things` becomes the canonical table. */
async function newTenant(canonical: object, deletes: Deletes = 'none'): Promise<TenantDefinition> {
  tenants += 1;
  const tenant = tenantDefinition.parse({
    tenant_id: `tenant-${tenants}`,
    name: 'A tenant',
    services: {
      crm: { connector: 'rest', base_url: 'http://127.0.0.1', tables: { things: { deletes, canonical } } },
    },
  });
  await place.ports.state.tenants.put(tenant);
  return tenant;
}

const tickets = { table: 'tickets', columns: { summary: '/value', budget_hours: '/hours' }, deleted: '/gone' };

/** Reads and commits as a job of its own; gives the job's id. */
async function commit(
  tenantId: string,
  job: number,
  reading: Omit<Reading, 'observations'>,
  records: object[],
): Promise<void> {
  const { state, lake, duckdb, clock } = place.ports;
  now = reading.fetched / 1_000;
  const table = { tenant_id: tenantId, table_name: 'crm/things' };
  const key = { ...table, job_id: `job-${job}`, chunk_id: '' };
  const lease = await state.leases.acquire(table, { owner: key.job_id, job_id: key.job_id }, now, 1_000);
  if (!lease.acquired) throw new Error('the table is taken');
  const plan: Plan = {
    ...table,
    job_id: key.job_id,
    mode: reading.complete ? 'full' : 'incremental',
    as_of: iso(reading.as_of),
    lower_bound: reading.complete ? null : iso(0),
    watermark: null,
    schema_version: 1,
    guarantee: 'exact',
    total_chunks: 1,
    created_at: iso(reading.fetched),
  };
  await state.plans.create(plan, [{ after: null, up_to: null }], lease);
  const [chunk] = await state.chunks.list(plan, 0, 1);
  key.chunk_id = chunk!.chunk_id;
  await state.chunks.claim(key, lease, 'token', now, 1_000);
  const signal = new AbortController().signal;
  const shape = { records: '', key: '/id', updated: '/updated' };
  const writer = await openPartWriter({ lake, duckdb, clock }, { key, attempt_token: 'token', shape, signal });
  await writer.add(pageOf(JSON.stringify(records)));
  const { part, quarantine } = await writer.finish(0);
  await writer.close();
  expect(quarantine).toBeNull();
  const counts = { records_processed: records.length, records_quarantined: 0, bytes: 0, api_calls: 1, api_errors: 0 };
  const step = { attempt_token: 'token', sequence: 0, cursor: null, part, quarantine, counts, done: true };
  await state.chunks.accept(key, lease, step, now, 1_000);
  await state.tables.commit(plan, lease, iso(reading.fetched));
}

const iso = (micros: number) => new Date(micros / 1_000).toISOString();
const recordOf = ({ key, updated, value }: Observation) => ({ id: key, updated: iso(updated), value });

function merge(tenantId: string, ports: Ports = place.ports) {
  const request = {
    tenant_id: tenantId,
    job_id: 'job',
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  };
  return mergeCanonical(ports, request);
}

async function rows(
  tenantId: string,
  table: string,
  select: string,
  order = '_key',
): Promise<Record<string, unknown>[]> {
  const { state, lake, duckdb } = place.ports;
  const { files } = await state.ledger.pointer(tenantId, table);
  if (files.length === 0) return [];
  const paths = await lake.fetch(files);
  return withConnection(duckdb, (connection) =>
    connection.query(`select ${select} from read_parquet($1, union_by_name = true) order by ${order}`, [paths]),
  );
}

async function versions(tenantId: string): Promise<ModelVersion[]> {
  const found = await rows(
    tenantId,
    'tickets',
    `_key as key, summary as value, epoch_us(valid_from)::double as "from", epoch_us(valid_to)::double as "to",
     is_current as current`,
    '_key, valid_from',
  );
  return found as unknown as ModelVersion[];
}

const observation = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  updated: fc.integer({ min: 1, max: 9 }).map((seconds) => base + seconds * second),
  value: fc.constantFrom('x', 'y', 'z'),
});
/** Readings one after the other; each meets a row once. */
const history = (complete: fc.Arbitrary<boolean>) =>
  fc
    .array(
      fc.record({
        complete,
        settle: fc.integer({ min: 0, max: 3 }),
        observations: fc.uniqueArray(observation, { selector: ({ key }) => key, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((readings) =>
      readings.map(({ complete, settle, observations }, index): Reading => {
        const fetched = base + (index + 1) * 2 * second;
        return { complete, fetched, as_of: fetched - settle * second, observations };
      }),
    );

/** A row that is closed, met again in an older version, and closed again. */
const closedTwice = [
  { complete: false, at: 2, as_of: 2, seen: [7] },
  { complete: true, at: 4, as_of: 4, seen: [] },
  { complete: false, at: 6, as_of: 6, seen: [1] },
  { complete: true, at: 8, as_of: 7, seen: [] },
].map(({ complete, at, as_of, seen }): Reading => ({
  complete,
  fetched: base + at * second,
  as_of: base + as_of * second,
  observations: seen.map((updated) => ({ key: 'c', updated: base + updated * second, value: 'x' })),
}));

describe('a table with versions', () => {
  test('is the same in whatever order and in however many merges its readings come, failed ones included', async () => {
    const schedule = fc.array(
      fc.record({ merges: fc.boolean(), dies: fc.integer({ min: 1, max: 12 }), turn: fc.nat() }),
      {
        minLength: 5,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(history(fc.constant(false)), schedule, async (readings, turns) => {
        const { tenant_id } = await newTenant(tickets);
        const waiting = readings.map((reading, job) => ({ reading, job }));
        for (const { merges, dies, turn } of turns) {
          const [next] = waiting.splice(turn % Math.max(1, waiting.length), 1);
          if (next !== undefined) {
            await commit(tenant_id, next.job, next.reading, next.reading.observations.map(recordOf));
          }
          if (merges) await merge(tenant_id, killedAt(place.ports, dies, 'after').ports).catch(() => undefined);
        }
        await merge(tenant_id);
        expect(await versions(tenant_id)).toEqual(expectedVersions(readings, false));
      }),
      { numRuns: 40 },
    );
  });

  test('closes the rows that complete readings do not meet, merged one by one or all at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        history(fc.boolean()),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        async (readings, merges) => {
          const { tenant_id } = await newTenant(tickets, 'reconcile');
          for (const [job, reading] of readings.entries()) {
            await commit(tenant_id, job, reading, reading.observations.map(recordOf));
            if (merges[job]) await merge(tenant_id);
          }
          await merge(tenant_id);
          expect(await versions(tenant_id)).toEqual(expectedVersions(readings, true));
        },
      ),
      { numRuns: 40, examples: [[closedTwice, [false, true, false, false, false]]] },
    );
  });

  test('keeps a row that its source flags as deleted, as not current', async () => {
    const { tenant_id } = await newTenant(tickets, 'flag');
    const reading = { as_of: base, fetched: base + 9 * second, complete: false };
    const [at1, at2] = [iso(base + second), iso(base + 2 * second)];
    await commit(tenant_id, 1, reading, [
      { id: 'a', updated: at1, value: 'x', gone: false },
      { id: 'b', updated: at1, value: 'y' },
    ]);
    await merge(tenant_id);
    await commit(tenant_id, 2, { ...reading, fetched: base + 10 * second }, [
      { id: 'a', updated: at2, value: 'x', gone: true },
    ]);
    await merge(tenant_id);
    expect((await versions(tenant_id)).map(({ key, current }) => ({ key, current }))).toEqual([
      { key: 'a', current: false },
      { key: 'a', current: false },
      { key: 'b', current: true },
    ]);
  });

  test('merged twice at once is merged once: the other is told, and the next merge finds nothing to do', async () => {
    const { tenant_id } = await newTenant(tickets);
    const reading = { as_of: base, fetched: base + second, complete: false };
    await commit(tenant_id, 1, reading, [{ id: 'a', updated: iso(base), value: 'x' }]);
    const ends = await Promise.allSettled([merge(tenant_id), merge(tenant_id)]);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(MergeConflict);
    expect((await merge(tenant_id)).merged).toEqual([]);
    expect(await versions(tenant_id)).toHaveLength(1);
    expect((await place.ports.state.ledger.pointer(tenant_id, 'tickets')).version).toBe(1);
  });

  test('keeps what does not fit a column as text beside it', async () => {
    const { tenant_id } = await newTenant(tickets);
    const reading = { as_of: base, fetched: base + second, complete: false };
    await commit(tenant_id, 1, reading, [
      { id: 1, updated: iso(base), value: 'x', hours: 'two' },
      { id: 2, updated: iso(base), value: 'y', hours: 2.5 },
    ]);
    await merge(tenant_id);
    expect(await rows(tenant_id, 'tickets', `_key, budget_hours, _unfit`)).toEqual([
      { _key: '1', budget_hours: null, _unfit: '{"budget_hours":"two"}' },
      { _key: '2', budget_hours: 2.5, _unfit: null },
    ]);
  });

  test('reads files of an earlier model: missing columns are null, changed types keep what fits', async () => {
    const { tenant_id } = await newTenant(tickets);
    const reading = { as_of: base, fetched: base + second, complete: false };
    await commit(tenant_id, 1, reading, [{ id: 1, updated: iso(base), value: 'x', hours: 1.5 }]);
    await merge(tenant_id);
    const { lake, duckdb, state } = place.ports;
    const pointer = await state.ledger.pointer(tenant_id, 'tickets');
    const name = pointer.files[0]!.replace('/v1-', '/v2-');
    const path = await lake.stage(name);
    const [old] = await lake.fetch(pointer.files);
    await withConnection(duckdb, (connection) =>
      connection.run(
        `copy (select * exclude (team, actual_hours) replace ('many' as budget_hours) from read_parquet('${old!}')) to '${path}' (format parquet)`,
      ),
    );
    await lake.publish(path, name);
    await state.ledger.swap({ ...pointer, version: 2, files: [name] }, []);
    await commit(tenant_id, 2, { ...reading, fetched: base + 2 * second }, [
      { id: 2, updated: iso(base), value: 'y', hours: 3 },
    ]);
    await merge(tenant_id);
    expect(await rows(tenant_id, 'tickets', `_key, team, budget_hours, _unfit`)).toEqual([
      { _key: '1', team: null, budget_hours: null, _unfit: '{"budget_hours":"many"}' },
      { _key: '2', team: null, budget_hours: 3, _unfit: null },
    ]);
  });
});

test('a table without versions keeps the newest of each row, whatever the order of the merges', async () => {
  await fc.assert(
    fc.asyncProperty(history(fc.constant(false)), fc.boolean(), async (readings, backwards) => {
      const { tenant_id } = await newTenant({ table: 'time_entries', columns: { notes: '/value' } });
      const order = [...readings.entries()];
      for (const [job, reading] of backwards ? order.reverse() : order) {
        await commit(tenant_id, job, reading, reading.observations.map(recordOf));
        await merge(tenant_id);
      }
      const expected = expectedVersions(readings, false).filter(({ current }) => current);
      expect(await rows(tenant_id, 'time_entries', '_key as key, notes as value')).toEqual(
        expected.map(({ key, value }) => ({ key, value })),
      );
    }),
    { numRuns: 20 },
  );
});

test('manifests of tables that are not canonical are done with', async () => {
  const { tenant_id } = await newTenant(tickets);
  const { state } = place.ports;
  await commit(tenant_id, 1, { as_of: base, fetched: base, complete: false }, [{ id: 'a', updated: iso(base) }]);
  const tenant = (await state.tenants.get(tenant_id))!;
  delete tenant.services['crm']!.tables['things']!.canonical;
  await state.tenants.put(tenant);
  expect(await merge(tenant_id)).toEqual({ merged: [] });
  expect(await state.ledger.pending(tenant_id)).toEqual([]);
});
