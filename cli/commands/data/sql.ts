import { withConnection, type DuckdbConnection } from '../../../activities/duckdb.ts';
import { createViews } from '../../../activities/lake/views.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withPorts } from '../../parts/ports.ts';
import { Problem } from '../../problems.ts';
import { counted } from '../../text/amounts.ts';
import { csvWriter, jsonWriter, tableWriter } from './writers.ts';

export async function runSql(query: string, options: { json?: true; csv?: true }, io: Io): Promise<ExitCode> {
  const sql = query === '-' ? await io.stdin() : query;
  const rows = await withPorts(existingData(io), io, ({ duckdb, ...ports }) =>
    withConnection(duckdb, async (connection) => {
      await createViews(ports, connection);
      await assertReadOnly(connection, sql);
      return inSqlWords(() => print(connection, sql, options, io), io.signal);
    }),
  );
  io.stderr(counted(rows, 'row'));
  return exitCodes.good;
}

async function print(
  connection: DuckdbConnection,
  sql: string,
  options: { json?: true; csv?: true },
  io: Io,
): Promise<number> {
  const { columns, batches } = await connection.read(sql, io.signal);
  const writer = (options.json ? jsonWriter : options.csv ? csvWriter : tableWriter)(columns, (text) => {
    io.stdout(text);
  });
  let count = 0;
  for await (const rows of batches) {
    writer.rows(rows);
    count += rows.length;
  }
  // An interrupted stream just ends.
  io.signal.throwIfAborted();
  writer.end();
  return count;
}

/** DuckDB itself says which statements only read: it serializes no others. @throws Problem */
async function assertReadOnly(connection: DuckdbConnection, sql: string): Promise<void> {
  const [row] = await inSqlWords(() => connection.query('SELECT json_serialize_sql($1::VARCHAR) AS parsed', [sql]));
  const parsed = JSON.parse(row?.['parsed'] as string) as Serialized;
  if (parsed.error) {
    const isSyntax = parsed.error_type === 'parser';
    throw new Problem(
      isSyntax
        ? `the query: ${parsed.error_message ?? ''}`
        : 'only queries that read are possible: SELECT, WITH, FROM, DESCRIBE',
    );
  }
  if (parsed.statements?.length === 0) throw new Problem('the query is empty');
  if (parsed.statements?.length !== 1)
    throw new Problem('one query at a time: leave out what follows the first semicolon');
}

interface Serialized {
  error: boolean;
  error_type?: string;
  error_message?: string;
  statements?: unknown[];
}

/** What DuckDB refuses is the query's fault: `Binder Error: Referenced column "x" not found …`. */
async function inSqlWords<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await run();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Error) || !/^[A-Z][A-Za-z -]* Error: /.test(error.message)) throw error;
    // Below the message it draws the place into the query.
    throw new Problem(`the query: ${error.message.split('\n\nLINE')[0] ?? error.message}`, undefined, error);
  }
}
