/** A column's type, in DuckDB's words. */
export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMPTZ';

export interface CanonicalTable {
  columns: Readonly<Record<string, ColumnType>>;
  /** `versions`: every version of a row (SCD type 2); `newest`: the newest one (type 1). */
  history: 'versions' | 'newest';
}

/** What tenants' records become, whatever their source calls it. Keys refer to `_key` of the other table, of the same service. */
export const canonicalTables = {
  companies: {
    history: 'versions',
    columns: {
      name: 'VARCHAR',
      identifier: 'VARCHAR',
      status: 'VARCHAR',
      phone: 'VARCHAR',
      address: 'VARCHAR',
      city: 'VARCHAR',
      country: 'VARCHAR',
      market: 'VARCHAR',
      annual_revenue: 'DOUBLE',
      created_at: 'TIMESTAMPTZ',
    },
  },
  contacts: {
    history: 'versions',
    columns: {
      first_name: 'VARCHAR',
      last_name: 'VARCHAR',
      company_key: 'VARCHAR',
      title: 'VARCHAR',
      email: 'VARCHAR',
      is_inactive: 'BOOLEAN',
      created_at: 'TIMESTAMPTZ',
    },
  },
  tickets: {
    history: 'versions',
    columns: {
      summary: 'VARCHAR',
      status: 'VARCHAR',
      priority: 'VARCHAR',
      type: 'VARCHAR',
      board: 'VARCHAR',
      team: 'VARCHAR',
      owner: 'VARCHAR',
      company_key: 'VARCHAR',
      contact_key: 'VARCHAR',
      is_closed: 'BOOLEAN',
      created_at: 'TIMESTAMPTZ',
      closed_at: 'TIMESTAMPTZ',
      budget_hours: 'DOUBLE',
      actual_hours: 'DOUBLE',
    },
  },
  time_entries: {
    history: 'newest',
    columns: {
      ticket_key: 'VARCHAR',
      company_key: 'VARCHAR',
      member: 'VARCHAR',
      work_type: 'VARCHAR',
      billable: 'VARCHAR',
      notes: 'VARCHAR',
      started_at: 'TIMESTAMPTZ',
      ended_at: 'TIMESTAMPTZ',
      hours: 'DOUBLE',
    },
  },
} as const satisfies Record<string, CanonicalTable>;

export type CanonicalName = keyof typeof canonicalTables;
export const canonicalNames = Object.keys(canonicalTables) as CanonicalName[];

/** Columns of every canonical table, beside its own. */
export const commonColumns = {
  /** The service and table that the row is of, `connectwise/tickets`. */
  _source: 'VARCHAR',
  _key: 'VARCHAR',
  /** The source's update time; null where it has none. */
  _updated: 'TIMESTAMPTZ',
  _fetched_at: 'TIMESTAMPTZ',
  /** Of the model's columns. */
  _hash: 'VARCHAR',
  /** JSON object of the columns whose values do not fit their types, as texts; null: all fit. */
  _unfit: 'VARCHAR',
  is_deleted: 'BOOLEAN',
} as const;

/** Columns of tables with `versions`. The validity is from `valid_from` to before `valid_to`; null: until now. */
export const versionColumns = { valid_from: 'TIMESTAMPTZ', valid_to: 'TIMESTAMPTZ', is_current: 'BOOLEAN' } as const;

/** All columns of a canonical table's files, with their types. */
export function fileColumns(name: CanonicalName): Record<string, string> {
  const table: CanonicalTable = canonicalTables[name];
  return { ...commonColumns, ...table.columns, ...(table.history === 'versions' ? versionColumns : {}) };
}
