import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withConnection, type Row } from '../../activities/duckdb.ts';
import { createViews } from '../../activities/lake/views.ts';
import type { Place } from '../activities/place.ts';
import { avesaCommands } from './commands.ts';
import { blocksOf, documents } from './documents.ts';
import { openLake } from './lake.ts';
import { tablesBelow } from './written-tables.ts';

let place: Place;
beforeAll(async () => {
  place = await openLake();
});
afterAll(() => place.close());

/** `.avesa/lake` is the lake of whoever follows the documents. */
const query = (sql: string): Promise<Row[]> =>
  withConnection(place.ports.duckdb, async (connection) => {
    await createViews(place.ports, connection);
    return connection.query(sql.replaceAll('.avesa/lake', dirname(place.ports.lake.locate('raw'))));
  });

const inCommands = avesaCommands
  .filter(({ words: [command, subcommand] }) => command === 'data' && subcommand === 'sql')
  .map(({ where, words }) => ({ where, text: words[2] ?? '' }))
  // Not one that is named without its query, or takes it from standard input.
  .filter(({ text }) => /^[A-Z]+ /.test(text));

test.each([...blocksOf('sql'), ...inCommands])('the query of $where has an answer', async ({ text }) => {
  expect((await query(text)).length).toBeGreaterThan(0);
});

const data = documents.find(({ name }) => name === 'docs/data.md')!;
describe('the columns that docs/data.md lists are those', () => {
  const described = (heading: string) =>
    tablesBelow(data, heading).map((rows) => rows.map(([name, type]) => ({ name, type })));
  const columns = async (from: string): Promise<{ name: string; type: string }[]> =>
    (await query(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${from})`)) as never;

  test.each(['raw', 'latest'])('of %s views', async (schema) => {
    expect(described('Raw and latest')[0]).toEqual(await columns(`${schema}.connectwise_tickets`));
  });

  test('of canonical tables', async () => {
    const [common, versions] = described('Canonical tables');
    const found = await columns('canonical.tickets');
    expect(found.slice(0, common!.length)).toEqual(common);
    expect(found.slice(-versions!.length)).toEqual(versions);
    expect((await columns('canonical.time_entries')).slice(0, common!.length)).toEqual(common);
  });

  test('of quarantine files', async () => {
    const files = `read_parquet('.avesa/lake/quarantine/**/*.parquet')`;
    expect(described('Quarantine')[0]).toEqual(await columns(files));
  });
});
