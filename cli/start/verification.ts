import { createHash } from 'node:crypto';
import type { Line } from '../screen.ts';
import { count, counted } from '../text/amounts.ts';
import { table } from '../text/table.ts';

/** A row as one side has it: its key, the SHA-256 of its record's text, hexadecimal. */
export interface Version {
  id: string;
  sha256: string;
}
export interface SourceVersion extends Version {
  /** RFC 3339; null: the table has no update field. */
  updated: string | null;
  /** The row's newest version, and the row is there. */
  current: boolean;
}

/** What the lake holds of one table beside what its source has served. */
export interface TableCheck {
  tenant_id: string;
  table_name: string;
  /** Good rows that the source has now. */
  source_rows: number;
  /** Keys in the lake. */
  lake_rows: number;
  /** Rows that the source has not changed since the run's `as_of`; their checksums on both sides. */
  unchanged_rows: number;
  source_checksum: string;
  lake_checksum: string;
  /** Rows that changed later: the lake may hold any version of them that the source has had. */
  changed_rows: number;
  /** Of those, the rows that the lake has in their newest version. */
  changed_up_to_date: number;
  /** Rows of the lake that the source never had like that. */
  strange_rows: number;
  source_bad: number;
  lake_bad: number;
  bad_equal: boolean;
  good: boolean;
}

/** Both sides of one table. Pure. `as_of`: what changed at or after it may be missing; null: nothing may. */
export function checkTable(
  key: { tenant_id: string; table_name: string },
  source: readonly SourceVersion[],
  lake: readonly Version[],
  bad: { source: readonly string[]; lake: readonly string[] },
  as_of: string | null,
): TableCheck {
  const known = new Map<string, Set<string>>();
  for (const { id, sha256 } of source) known.set(id, (known.get(id) ?? new Set()).add(sha256));
  const current = source.filter((version) => version.current);
  const settled = current.filter(({ updated }) => as_of === null || updated === null || updated < as_of);
  const settledIds = new Set(settled.map(({ id }) => id));
  const settledInLake = lake.filter(({ id }) => settledIds.has(id));
  const inLake = new Map(lake.map(({ id, sha256 }) => [id, sha256]));
  const changed = current.filter(({ id }) => !settledIds.has(id));
  const strange = lake.filter(({ id, sha256 }) => !known.get(id)?.has(sha256)).length;
  const twice = lake.length - inLake.size;
  const source_checksum = checksum(settled);
  const lake_checksum = checksum(settledInLake);
  const bad_equal = checksum(bad.source.map(asVersion)) === checksum(bad.lake.map(asVersion));
  return {
    ...key,
    source_rows: current.length,
    lake_rows: lake.length,
    unchanged_rows: settled.length,
    source_checksum,
    lake_checksum,
    changed_rows: changed.length,
    changed_up_to_date: changed.filter(({ id, sha256 }) => inLake.get(id) === sha256).length,
    strange_rows: strange + twice,
    source_bad: bad.source.length,
    lake_bad: bad.lake.length,
    bad_equal,
    good: source_checksum === lake_checksum && strange + twice === 0 && bad_equal,
  };
}

const asVersion = (sha256: string): Version => ({ id: sha256, sha256 });

/** The same for the same rows in any order. */
function checksum(versions: readonly Version[]): string {
  const hash = createHash('sha256');
  for (const line of versions.map(({ id, sha256 }) => `${JSON.stringify(id)} ${sha256}\n`).sort()) hash.update(line);
  return hash.digest('hex');
}

const columns = [
  { heading: 'table' },
  { heading: 'rows in source', right: true },
  { heading: 'rows in lake', right: true },
  { heading: 'equal checksum' },
  { heading: 'changed meanwhile', right: true },
  { heading: 'quarantined', right: true },
  { heading: 'bad in source', right: true },
];

/** The comparison as a table, and what it comes to. */
export function verificationLines(checks: readonly TableCheck[]): Line[] {
  const rows = checks.map((check) => [
    `${check.tenant_id} ${check.table_name}`,
    count(check.source_rows),
    count(check.lake_rows),
    check.source_checksum === check.lake_checksum ? `yes  ${check.lake_checksum.slice(0, 8)}` : 'NO',
    count(check.changed_rows),
    `${count(check.lake_bad)}${check.bad_equal ? '' : ' NOT EQUAL'}`,
    count(check.source_bad),
  ]);
  const lines: Line[] = table(columns, rows)
    .split('\n')
    .map((text, index) => (index === 0 ? { text } : { text, tone: checks[index - 1]!.good ? 'good' : 'bad' }));
  return [{ text: "the lake beside the source's journal:" }, ...lines, conclusion(checks)];
}

function conclusion(checks: readonly TableCheck[]): Line {
  const wrong = checks.filter(({ good }) => !good);
  if (wrong.length > 0) {
    const names = wrong.map(({ tenant_id, table_name }) => `${tenant_id} ${table_name}`).join(', ');
    const be = wrong.length === 1 ? 'is' : 'are';
    return {
      text: `${count(wrong.length)} of ${counted(checks.length, 'table')} ${be} NOT equal: ${names}`,
      tone: 'bad',
    };
  }
  const sum = (of: (check: TableCheck) => number) => checks.reduce((total, check) => total + of(check), 0);
  const changed = sum(({ changed_rows }) => changed_rows);
  const late = changed - sum(({ changed_up_to_date }) => changed_up_to_date);
  const rest =
    late === 0
      ? ''
      : `; ${count(late)} of ${counted(changed, 'row')} that changed meanwhile ${late === 1 ? 'comes' : 'come'} with the next run`;
  const still = counted(
    sum(({ unchanged_rows }) => unchanged_rows),
    'row',
  );
  return { text: `every row that stood still is in the lake once, as it is: ${still}${rest}`, tone: 'good' };
}
