import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { mergeCanonical } from '../../../activities/canonical/merge.ts';
import { withConnection, type Row } from '../../../activities/duckdb.ts';
import { checksumOf, latestChecksums } from '../../../activities/lake/checksums.ts';
import { viewNames } from '../../../activities/lake/view-names.ts';
import { createViews, type View } from '../../../activities/lake/views.ts';
import type { Ports } from '../../../activities/ports.ts';
import { tenantDefinition } from '../../../activities/tenants.ts';
import { openPlace } from '../place.ts';
import { commitPages } from '../raw/commit-pages.ts';

const shape = { updated: '/_info/lastUpdated' };
const ticket = (id: number, at: string, summary: string) =>
  JSON.stringify({ id, summary, _info: { lastUpdated: `2024-01-01T00:00:${at}Z` } });

async function start(): Promise<Ports> {
  let now = Date.UTC(2024, 0, 2);
  const place = await openPlace({ clock: { now: () => (now += 1000) } });
  onTestFinished(() => place.close());
  for (const tenant_id of ['acme', 'globex']) {
    await place.ports.state.tenants.put(
      tenantDefinition.parse({
        tenant_id,
        name: tenant_id,
        services: {
          cw: {
            connector: 'connectwise',
            base_url: 'https://api.example.com',
            tables: { tickets: {}, companies: { enabled: false } },
          },
        },
      }),
    );
  }
  return place.ports;
}
const query = async (ports: Ports, sql: string): Promise<Row[]> =>
  withConnection(ports.duckdb, async (connection) => {
    await createViews(ports, connection);
    return connection.query(sql);
  });
const views = (ports: Ports): Promise<View[]> =>
  withConnection(ports.duckdb, (connection) => createViews(ports, connection));

/** Two tenants, two jobs, a late older version, one part that is not committed. */
async function filled(): Promise<Ports> {
  const ports = await start();
  const of = { table_name: 'cw/tickets', shape };
  await commitPages(ports, {
    ...of,
    job_id: 'a',
    parts: [[`[${ticket(1, '05', 'b')},${ticket(2, '01', 'x')}]`], [`[${ticket(3, '01', 'y')}]`]],
  });
  await commitPages(ports, { ...of, job_id: 'b', parts: [[`[${ticket(1, '01', 'a')},${ticket(2, '01', 'x2')}]`]] });
  await commitPages(ports, { ...of, tenant_id: 'globex', job_id: 'a', parts: [[`[${ticket(1, '09', 'g')}]`]] });
  await commitPages(ports, { ...of, job_id: 'c', parts: [[`[${ticket(9, '09', 'never')}]`]], uncommitted: true });
  return ports;
}

test('raw views show all committed records of all tenants, latest views the newest of each key', async () => {
  const ports = await filled();
  const rows = (view: string) =>
    query(ports, `SELECT tenant_id AS t, _key AS k, record->>'summary' AS s FROM ${view} ORDER BY ALL`);
  expect(await rows('raw.cw_tickets')).toEqual([
    { t: 'acme', k: '1', s: 'a' },
    { t: 'acme', k: '1', s: 'b' },
    { t: 'acme', k: '2', s: 'x' },
    { t: 'acme', k: '2', s: 'x2' },
    { t: 'acme', k: '3', s: 'y' },
    { t: 'globex', k: '1', s: 'g' },
  ]);
  expect(await rows('latest.cw_tickets')).toEqual([
    { t: 'acme', k: '1', s: 'b' },
    { t: 'acme', k: '2', s: 'x2' },
    { t: 'acme', k: '3', s: 'y' },
    { t: 'globex', k: '1', s: 'g' },
  ]);
});

test('canonical views show the canonical tables of all tenants', async () => {
  const ports = await filled();
  const signal = new AbortController().signal;
  for (const tenant_id of ['acme', 'globex']) {
    await mergeCanonical(ports, { tenant_id, job_id: 'a', signal, heartbeat: () => undefined });
  }
  const sql = `SELECT tenant_id AS t, _key AS k, summary AS s, is_current AS c FROM canonical.tickets ORDER BY ALL`;
  expect(await query(ports, sql)).toEqual([
    { t: 'acme', k: '1', s: 'a', c: false },
    { t: 'acme', k: '1', s: 'b', c: true },
    { t: 'acme', k: '2', s: 'x2', c: true },
    { t: 'acme', k: '3', s: 'y', c: true },
    { t: 'globex', k: '1', s: 'g', c: true },
  ]);
});

test('tables without a record are views with their columns', async () => {
  const ports = await start();
  for (const [view, column] of [
    ['raw.cw_companies', 'record'],
    ['latest.cw_tickets', '_updated'],
    ['canonical.time_entries', 'hours'],
    ['canonical.tickets', 'valid_from'],
  ] as const) {
    expect(await query(ports, `SELECT tenant_id, ${column} FROM ${view}`)).toEqual([]);
  }
  const types = await query(ports, `SELECT column_name AS c, column_type AS t FROM (DESCRIBE raw.cw_tickets)`);
  const filledTypes = await query(
    await filled(),
    `SELECT column_name AS c, column_type AS t FROM (DESCRIBE raw.cw_tickets)`,
  );
  expect(types).toEqual(filledTypes);
  expect(types).toContainEqual({ c: '_updated', t: 'TIMESTAMP WITH TIME ZONE' });
});

test('files of an earlier canonical model are read, with what they lack as null', async () => {
  const ports = await start();
  const name = 'canonical/acme/tickets/v1-x/0of1.parquet';
  const path = await ports.lake.stage(name);
  await withConnection(ports.duckdb, (connection) =>
    connection.run(
      `COPY (SELECT 'cw/tickets' AS _source, '1' AS _key, 'no' AS is_closed, 7 AS summary, 1 AS gone) TO '${path}' (FORMAT parquet)`,
    ),
  );
  await ports.lake.publish(path, name);
  await ports.state.ledger.swap({ tenant_id: 'acme', canonical_table: 'tickets', version: 1, files: [name] }, []);
  const sql = 'SELECT tenant_id, _key, is_closed, summary, board, valid_from FROM canonical.tickets';
  expect(await query(ports, sql)).toEqual([
    { tenant_id: 'acme', _key: '1', is_closed: false, summary: '7', board: null, valid_from: null },
  ]);
});

test('the list of views names tables and tenants', async () => {
  const ports = await filled();
  expect((await views(ports)).filter(({ schema }) => schema !== 'canonical')).toEqual(
    ['cw/companies', 'cw/tickets'].flatMap((table_name) =>
      (['raw', 'latest'] as const).map((schema) => ({
        schema,
        name: table_name.replace('/', '_'),
        table_name,
        tenants: ['acme', 'globex'],
      })),
    ),
  );
  expect((await views(ports)).filter(({ schema }) => schema === 'canonical').map(({ name }) => name)).toEqual([
    'companies',
    'contacts',
    'tickets',
    'time_entries',
  ]);
});

test('views can be made again on the same connection, and then show what is new', async () => {
  const ports = await start();
  await withConnection(ports.duckdb, async (connection) => {
    await createViews(ports, connection);
    expect(await connection.query('FROM latest.cw_tickets')).toEqual([]);
    await commitPages(ports, { table_name: 'cw/tickets', shape, job_id: 'a', parts: [[`[${ticket(1, '05', 'b')}]`]] });
    await createViews(ports, connection);
    expect(await connection.query('FROM latest.cw_tickets')).toHaveLength(1);
  });
});

test.each([
  { tables: ['cw/time_entries', 'cw/tickets'], names: ['cw_tickets', 'cw_time_entries'] },
  { tables: ['a_b/c', 'a/b_c', 'a.b/c'], names: ['a_b_c', 'a_b_c_2', 'a_b_c_3'] },
  { tables: ['A/x', 'a/X'], names: ['A_x', 'a_X_2'] },
  { tables: ['a/b', 'a/b.2', 'a/b_2', 'a-b/x', '1/2'], names: ['1_2', 'a_b_x', 'a_b', 'a_b_2', 'a_b_2_2'] },
])('the views of $tables are $names', ({ tables, names }) => {
  expect([...viewNames(tables).values()]).toEqual(names);
  expect([...viewNames(tables).keys()]).toEqual([...tables].sort());
});

test('names that need quotes are names nonetheless', async () => {
  const ports = await start();
  await commitPages(ports, { table_name: '1-select/from.where', job_id: 'a', parts: [['[{"id":"x"}]']] });
  expect(await query(ports, 'SELECT _key FROM raw."1_select_from_where"')).toEqual([{ _key: 'x' }]);
});

test('the checksum of the newest records is that of the same rows of the source, in any order', async () => {
  const ports = await filled();
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const rows = [
    { key: '3', sha256: sha256(ticket(3, '01', 'y')) },
    { key: '1', sha256: sha256(ticket(1, '05', 'b')) },
    { key: '2', sha256: sha256(ticket(2, '01', 'x2')) },
  ];
  const checksums = await withConnection(ports.duckdb, async (connection) => {
    await createViews(ports, connection);
    return latestChecksums(connection, 'cw_tickets');
  });
  expect(checksums.get('acme')).toEqual(checksumOf(rows));
  expect(checksums.get('globex')).toEqual(checksumOf([{ key: '1', sha256: sha256(ticket(1, '09', 'g')) }]));
  expect([...checksums.keys()]).toEqual(['acme', 'globex']);
});

test('a checksum depends on every row and on how often it is there, not on the order', () => {
  const row = fc.record({ key: fc.string({ minLength: 1 }), sha256: fc.stringMatching(/^[0-9a-f]{64}$/) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), row, (rows, other) => {
      const whole = checksumOf(rows);
      expect(checksumOf(rows.toReversed())).toEqual(whole);
      expect(whole.checksum).toMatch(/^[0-9a-f]{16}$/);
      expect(checksumOf([...rows, other]).checksum).not.toBe(whole.checksum);
      expect(checksumOf(rows.slice(1)).checksum).not.toBe(whole.checksum);
    }),
  );
});
