import { identifier, literal } from '../duckdb.ts';
import type { MappedTable } from './mappings.ts';
import { canonicalTables, commonColumns, fileColumns, type CanonicalName, type CanonicalTable } from './models.ts';

/**
 * The SQL of a merge. An observation is one reading of one row: a version of its source's update time, or, without one, of
 * the moment of reading. Whatever the order in which observations are merged, the result is the same.
 */

const at = 'coalesce(_updated, _fetched_at)';

/** A table for new observations; `_bucket` and `_manifest` say where they go and come from. */
export function createIncoming(table: CanonicalName): string {
  const columns = Object.entries({ ...observationColumns(table), _bucket: 'INTEGER', _manifest: 'VARCHAR' });
  return `CREATE OR REPLACE TEMP TABLE incoming (${columns.map(([name, type]) => `${identifier(name)} ${type}`).join(', ')})`;
}

/** The complete reads whose unseen keys are closed. */
export const createComplete = `CREATE OR REPLACE TEMP TABLE complete
  (_manifest VARCHAR, _source VARCHAR, as_of TIMESTAMPTZ, cutoff TIMESTAMPTZ)`;

function observationColumns(table: CanonicalName): Record<string, string> {
  return { ...commonColumns, ...canonicalTables[table].columns };
}

/** Which of `count` files a row is in: not DuckDB's own hash, which may change with its version. */
export const bucketOf = (count: number) => `(md5_number_lower(_source || chr(0) || _key) % ${count})::INTEGER`;

/** Parameters: 1 the parts' paths. */
export function insertObservations(mapping: MappedTable, manifest: string, source: string, buckets: number): string {
  const model: CanonicalTable = canonicalTables[mapping.table];
  const columns = Object.entries(model.columns);
  const texts = columns.map(([column]) => {
    const pointer = mapping.columns[column];
    const text = pointer === undefined ? 'NULL::VARCHAR' : `json_extract_string(record, ${literal(pointer)})`;
    return `${text} AS ${identifier(column)}`;
  });
  const typed = columns.map(([column, type]) => `TRY_CAST(${identifier(column)} AS ${type}) AS ${identifier(column)}`);
  const flag = mapping.deletes === 'flag' ? mapping.deleted : undefined;
  const deleted =
    flag === undefined
      ? 'false'
      : `coalesce(TRY_CAST(json_extract_string(record, ${literal(flag)}) AS BOOLEAN), false)`;
  return `INSERT INTO incoming BY NAME
    SELECT * REPLACE (md5(to_json(struct_pack(${columns.map(([column]) => `${identifier(column)} := ${identifier(column)}`).join(', ')}, _unfit := _unfit, is_deleted := is_deleted))::VARCHAR) AS _hash)
    FROM (
      SELECT _key, _updated, _fetched_at, is_deleted, ${literal(source)} AS _source, ${literal(manifest)} AS _manifest,
        ${bucketOf(buckets)} AS _bucket, '' AS _hash, ${unfitSql(columns)} AS _unfit, ${typed.join(', ')}
      FROM (
        SELECT _key, _updated, _fetched_at, ${literal(source)} AS _source, ${deleted} AS is_deleted, ${texts.join(', ')}
        FROM read_parquet($1)
      )
    )`;
}

/** Texts that their columns' types do not take, as one JSON object. */
function unfitSql(columns: [string, string][]): string {
  const entries = columns
    .filter(([, type]) => type !== 'VARCHAR')
    .map(([column, type]) => {
      const text = `${identifier(column)}::VARCHAR`;
      return `CASE WHEN ${text} IS NOT NULL AND TRY_CAST(${text} AS ${type}) IS NULL
        THEN {'k': ${literal(column)}, 'v': ${text}} END`;
    });
  const list = `list_filter([${entries.join(', ')}], entry -> entry IS NOT NULL)`;
  return `CASE WHEN len(${list}) > 0 THEN to_json(map_from_entries(${list}))::VARCHAR END`;
}

/**
 * The rows of one bucket, from the files that hold it and what came in. Columns that the files do not have yet are null, a
 * column whose type has changed keeps what fits.
 *
 * @param files paths of the current files that may hold rows of the bucket
 */
export function bucketRows(table: CanonicalName, bucket: number, buckets: number, files: readonly string[]): string {
  const columns = Object.keys(observationColumns(table)).map(identifier).join(', ');
  const stored =
    files.length === 0
      ? ''
      : `UNION ALL SELECT ${columns} FROM (${storedRows(table, files)}) WHERE ${bucketOf(buckets)} = ${bucket}`;
  const rows = `
    WITH observed AS MATERIALIZED (
      SELECT ${columns} FROM incoming WHERE _bucket = ${bucket} ${stored}
    ),
    closed AS (
      SELECT o._source, o._key, c.cutoff AS _fetched_at, true AS is_deleted,
        greatest(coalesce(c.as_of, c.cutoff), max(coalesce(o._updated, o._fetched_at)) + INTERVAL 1 MICROSECOND) AS _updated
      FROM observed o JOIN complete c ON o._source = c._source AND o._fetched_at < c.cutoff AND o._hash IS NOT NULL
      WHERE NOT EXISTS (FROM incoming i WHERE i._manifest = c._manifest AND i._source = o._source AND i._key = o._key)
      GROUP BY o._source, o._key, c._manifest, c.as_of, c.cutoff
    ),
    versions AS (
      SELECT *, ${at} AS _at FROM (FROM observed UNION ALL BY NAME FROM closed)
      QUALIFY row_number() OVER (PARTITION BY _source, _key, ${at} ORDER BY _fetched_at DESC, _hash) = 1
    ),
    standing AS (
      SELECT *, max(_fetched_at) FILTER (WHERE _hash IS NOT NULL) OVER history AS seen
      FROM versions WINDOW history AS (PARTITION BY _source, _key ORDER BY _at)
    ),
    distinct_versions AS (
      SELECT * EXCLUDE (seen) FROM standing WHERE ${stands}
      WINDOW history AS (PARTITION BY _source, _key ORDER BY _at)
      QUALIFY NOT coalesce(${repeats}, false)
    )`;
  return canonicalTables[table].history === 'versions'
    ? `${rows}
      SELECT ${namesOf(table)} FROM (
        SELECT *, _at AS valid_from, lead(_at) OVER history AS valid_to,
          lead(_at) OVER history IS NULL AND NOT is_deleted AS is_current
        FROM distinct_versions WINDOW history AS (PARTITION BY _source, _key ORDER BY _at)
      ) ORDER BY _source, _key, valid_from`
    : `${rows}
      SELECT ${namesOf(table)} FROM distinct_versions
      QUALIFY row_number() OVER (PARTITION BY _source, _key ORDER BY _at DESC) = 1
      ORDER BY _source, _key`;
}

/** A close (it has no hash) does not stand where the row was met later; what repeats the version before it is none. */
const stands = '(_hash IS NOT NULL OR _fetched_at >= seen)';
const repeats = `(_hash IS NULL AND lag(_hash IS NULL) OVER history
  OR _updated IS NULL AND _hash = lag(_hash) OVER history)`;

const namesOf = (table: CanonicalName) => Object.keys(fileColumns(table)).map(identifier).join(', ');

function storedRows(table: CanonicalName, files: readonly string[]): string {
  const columns = Object.entries(observationColumns(table));
  const model = Object.entries(canonicalTables[table].columns as Record<string, string>);
  const typed = columns.map(([name, type]) => `TRY_CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
  const unfit = `coalesce(json_merge_patch(coalesce(_unfit, '{}'), ${unfitSql(model)})::VARCHAR, _unfit) AS _unfit`;
  return `SELECT ${typed.map((column, index) => (columns[index]![0] === '_unfit' ? unfit : column)).join(', ')}
    FROM (
      SELECT * FROM (SELECT * EXCLUDE (_bucket, _manifest) FROM incoming WHERE false)
      UNION ALL BY NAME SELECT * FROM read_parquet([${files.map(literal).join(', ')}], union_by_name = true)
    )`;
}
