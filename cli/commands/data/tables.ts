import { identifier, withConnection, type DuckdbConnection } from '../../../activities/duckdb.ts';
import { createViews, type View } from '../../../activities/lake/views.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withPorts } from '../../parts/ports.ts';
import { count } from '../../text/amounts.ts';
import { table } from '../../text/table.ts';

const whatFor: Record<View['schema'], string> = {
  raw: 'every record that was read',
  latest: 'the newest record of each key',
  canonical: 'typed, alike for all sources',
};

/** Every view, with the rows that it has now. */
export async function listTables(options: { json?: true }, io: Io): Promise<ExitCode> {
  const tables = await withPorts(existingData(io), io, ({ duckdb, ...ports }) =>
    withConnection(duckdb, async (connection) => {
      const views = await createViews(ports, connection);
      const counted = [];
      for (const view of views) counted.push({ ...view, rows: await rowsOf(connection, view, io.signal) });
      return counted;
    }),
  );
  if (options.json) {
    io.stdout(JSON.stringify(tables, null, 2));
    return exitCodes.good;
  }
  const columns = [
    { heading: 'table' },
    { heading: 'rows', right: true },
    { heading: 'tenants' },
    { heading: 'holds' },
  ];
  const rows = tables.map(({ schema, name, rows, tenants }) => [
    `${schema}.${name}`,
    count(rows),
    tenants.length > 3 ? `${tenants.slice(0, 3).join(', ')} and ${tenants.length - 3} more` : tenants.join(', '),
    whatFor[schema],
  ]);
  io.stdout(table(columns, rows));
  return exitCodes.good;
}

async function rowsOf(connection: DuckdbConnection, { schema, name }: View, signal: AbortSignal): Promise<number> {
  const [row] = await connection.query(`SELECT count(*) AS n FROM ${schema}.${identifier(name)}`, [], signal);
  return Number(row?.['n']);
}
