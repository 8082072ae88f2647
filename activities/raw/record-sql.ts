import { literal } from '../duckdb.ts';
import type { RecordShape } from '../ports.ts';
import type { Problem } from './record-problem.ts';

/** A date, or RFC 3339 with any offset and fraction; a time without an offset is UTC. https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const instant =
  '\\d{4}-\\d\\d-\\d\\d([Tt ]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?([Zz]|[+-]([01]\\d|2[0-3]):?[0-5]\\d)?)?';

/**
 * SQL for the good records in files that are JSON arrays: `_key`, `_updated`, `filename` and `record`. Keys are texts, numbers
 * or booleans, as text; the first of repeated fields counts. An update value is a date, an RFC 3339 time, or a number of
 * seconds (below 10^11) or milliseconds since 1970.
 * @param largest as for `readJson`
 */
export function goodRecords(files: readonly string[], shape: RecordShape, largest: number): string {
  const { key, updated } = columnsSql(shape);
  return `SELECT ${key} AS _key, ${updated ?? 'NULL::TIMESTAMPTZ'} AS _updated, filename, record
    FROM (${extracted(files, shape, largest)})
    WHERE ${isObject} AND ${key} <> '' ${updated === undefined ? '' : `AND ${updated} IS NOT NULL`}`;
}

/** SQL for the others of one file, which goes on alone, as places are counted: `place`, from 0, `record` and `problem`. */
export function badRecords(file: string, shape: RecordShape, size: number): string {
  const { key, updated } = columnsSql(shape);
  return `SELECT place, record, problem
    FROM (
      SELECT *, ${problemSql(updated !== undefined)} AS problem
      FROM (
        SELECT record, k, u, row_number() OVER () - 1 AS place, ${key} AS _key, ${updated ?? 'NULL'} AS _updated
        FROM (${extracted([file], shape, size)})
      )
    )
    WHERE problem IS NOT NULL`;
}

/** `k` and `u`: key and update value as text, null where there is none. */
function extracted(files: readonly string[], { key, updated }: RecordShape, largest: number): string {
  const paths = [key, ...(updated === null ? [] : [updated])].map(literal).join(', ');
  return `SELECT json AS record, filename, x[1] AS k, ${updated === null ? 'NULL' : 'x[2]'} AS u
    FROM (
      SELECT json, filename, json_extract_string(json, [${paths}]) AS x FROM ${readJson(files, largest)}
    )`;
}

/** @param largest size of the largest file in bytes: no record is larger, and DuckDB takes its buffers by it. */
export function readJson(files: readonly string[], largest: number): string {
  const size = Math.max(largest, 1 << 20);
  return `read_json_objects([${files.map(literal).join(', ')}], format = 'array', maximum_object_size = ${size})`;
}

function columnsSql({ key, updated }: RecordShape): { key: string; updated: string | undefined } {
  return { key: keySql(literal(key)), updated: updated === null ? undefined : instantSql(literal(updated)) };
}

const isObject = `starts_with(record::VARCHAR, '{')`;

/** A list or an object comes as its text, which a string may look like. */
function keySql(pointer: string): string {
  const isScalar = `json_type(record, ${pointer}) NOT IN ('OBJECT', 'ARRAY')`;
  return `CASE WHEN NOT (starts_with(k, '{') OR starts_with(k, '[')) OR ${isScalar} THEN k END`;
}

function instantSql(pointer: string): string {
  const number = 'TRY_CAST(u AS DOUBLE)';
  const micros = `CASE WHEN abs(${number}) < 1e11 THEN ${number} * 1e6 WHEN abs(${number}) < 1e14 THEN ${number} * 1e3 END`;
  const isNumber = `regexp_full_match(u, '-?[0-9.]+') AND json_type(record, ${pointer}) <> 'VARCHAR'`;
  return `CASE
    WHEN regexp_full_match(u, '${instant}') THEN TRY_CAST(upper(u) AS TIMESTAMPTZ)
    WHEN ${isNumber} THEN make_timestamptz(round(${micros})::BIGINT) END`;
}

function problemSql(hasUpdated: boolean): string {
  const ofUpdated: [string, Problem][] = [
    ['u IS NULL', 'no update value'],
    ['_updated IS NULL', 'unreadable update value'],
  ];
  const problems: [string, Problem][] = [
    [`NOT ${isObject}`, 'not an object'],
    ['k IS NULL', 'no key'],
    ['_key IS NULL', 'key is not a scalar'],
    [`_key = ''`, 'empty key'],
    ...(hasUpdated ? ofUpdated : []),
  ];
  return `CASE ${problems.map(([test, problem]) => `WHEN ${test} THEN ${literal(problem)}`).join(' ')} END`;
}
