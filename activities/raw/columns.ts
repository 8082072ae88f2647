/** The columns of every record part, whatever its table is, with DuckDB's types. */
export const rawColumns = {
  /** The source's key, as text. */
  _key: 'VARCHAR',
  /** The source's update time; null where the table has none. */
  _updated: 'TIMESTAMPTZ',
  _job_id: 'VARCHAR',
  _chunk_id: 'VARCHAR',
  /** When the record's page was read. */
  _fetched_at: 'TIMESTAMPTZ',
  /** The record's own text, byte for byte. */
  record: 'JSON',
} as const;

/** Of several readings of a row the first in this order is the newest: the source's time, then ours. */
export const newestFirst = 'coalesce(_updated, _fetched_at) DESC, _fetched_at DESC, _job_id DESC, _chunk_id DESC';
