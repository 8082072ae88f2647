import { DuckDBInstance } from '@duckdb/node-api';

/** Rows in all Parquet files below a folder, but those that dlt keeps about itself. */
export async function lakeRows(folder: string): Promise<number> {
  const duckdb = await DuckDBInstance.create(':memory:');
  const connection = await duckdb.connect();
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER FROM read_parquet('${folder.replaceAll("'", "''")}/**/*.parquet', union_by_name = true, filename = true)
     WHERE filename NOT LIKE '%/_dlt_%'`,
  );
  connection.closeSync();
  duckdb.closeSync();
  return Number(reader.getRows()[0]?.[0]);
}
