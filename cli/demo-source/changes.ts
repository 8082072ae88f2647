import { z } from 'zod';
import { InvalidInput } from '../../activities/errors.ts';
import { badKinds, badRecord } from './bad-records.ts';
import { putEvent, type Dataset, type OwnedTable, type TableData } from './dataset.ts';
import { idOf, indexOf, type BuiltInTable, type Edition } from './editions.ts';
import { withUpdate } from './files.ts';
import type { Event } from './journal.ts';
import { random, type Random } from './random.ts';
import { recordText } from './records.ts';
import type { Table, Version } from './table.ts';

const count = z.int().min(0).max(1_000_000);
/** What changes in each table that `tenant` and `table` choose (absent: all). */
export const mutateRequest = z.strictObject({
  tenant: z.string().optional(),
  table: z.string().optional(),
  /** Share of the rows that get a new version; at least one row when it is above 0. */
  share: z.number().min(0).max(1).default(0),
  /** New rows, with keys above all others; not for files. */
  insert: count.default(0),
  /** Rows that vanish. Without `table`: only rows that no other table refers to. */
  delete: count.default(0),
  /** New rows that are spoiled; not for files. */
  bad: count.default(0),
  /** The updates lie some seconds in the past, less than the source's `settle`. */
  late: z.boolean().default(false),
});
export type MutateRequest = z.input<typeof mutateRequest>;
export interface TableChanges {
  tenant: string;
  table: string;
  changed: number;
  inserted: number;
  deleted: number;
  bad: number;
}

/** @throws InvalidInput for a tenant or table that is not there, and for late updates where there are none */
export function mutate(dataset: Dataset, request: MutateRequest): { now: string; tables: TableChanges[] } {
  const wanted = mutateRequest.parse(request);
  if (wanted.late && dataset.settings.settle < 2) {
    throw new InvalidInput('late updates need the option settle of 2 seconds or more');
  }
  const chosen = dataset.chosen(wanted.tenant, wanted.table);
  const now = dataset.now();
  const tables = chosen.map((data) => {
    const deletes = wanted.table !== undefined || isLeaf(data) ? wanted.delete : 0;
    return mutateTable(dataset, data, { ...wanted, delete: deletes }, now);
  });
  return { now: new Date(now).toISOString(), tables };
}

/** Nothing refers to its rows. */
const isLeaf = ({ file, table }: TableData) => file !== null || table.name === 'time_entries';

function mutateTable(
  dataset: Dataset,
  data: OwnedTable,
  wanted: z.output<typeof mutateRequest>,
  now: number,
): TableChanges {
  const { table } = data;
  const choice = random(dataset.settings.seed, table.tenant, table.name, 'mutate', dataset.changes);
  const isBuiltIn = data.file === null;
  const goods = table.goodRows;
  const removed = choose(table, wanted.delete, choice);
  const gone = new Set(removed);
  const share = Math.min(Math.ceil(goods * wanted.share), goods - gone.size);
  const changed = changes(data) ? choose(table, share, choice, gone) : [];
  const added = isBuiltIn ? wanted.insert + wanted.bad : 0;
  const events: Event[] = [
    ...changed.map((row) => changeEvent(data, row, updateTime(dataset, row, wanted.late, now, choice))),
    ...removed.map((row) => ({
      type: 'remove' as const,
      tenant: table.tenant,
      table: table.name,
      key: String(row.key),
    })),
    ...Array.from({ length: added }, (_, place) => insertEvent(data, place, place >= wanted.insert, now)),
  ];
  dataset.record(events);
  return {
    tenant: table.tenant,
    table: table.name,
    changed: changed.length,
    inserted: isBuiltIn ? wanted.insert : 0,
    deleted: removed.length,
    bad: isBuiltIn ? wanted.bad : 0,
  };
}

/** One more version of `count` rows anywhere, as users of a source make them all the time. */
export function changeSome(dataset: Dataset, count: number): void {
  const tables = [...dataset.tables()].filter((data) => changes(data) && data.table.goodRows > 0);
  if (tables.length === 0) return;
  for (let done = 0; done < count; done++) {
    const choice = random(dataset.settings.seed, 'background', dataset.changes);
    const data = choice.pick(tables);
    const now = dataset.now();
    const late = dataset.settings.settle >= 2 && choice.chance(0.2);
    const [row] = choose(data.table, 1, choice);
    if (row) dataset.record([changeEvent(data, row, updateTime(dataset, row, late, now, choice))]);
  }
}

/** A row of a file that says no update time has nothing that could change. */
const changes = ({ file }: TableData) => file === null || file.updated !== undefined;

/** Distinct good rows, as many as there are, at most `count`. */
function choose(table: Table, count: number, choice: Random, except: ReadonlySet<Version> = new Set()): Version[] {
  const wanted = Math.min(count, table.goodRows - except.size);
  const chosen = new Set<Version>();
  while (chosen.size < wanted) {
    const row = choice.pick(table.rows);
    if (!row.bad && !except.has(row)) chosen.add(row);
  }
  return [...chosen];
}

/** Epoch ms, a whole second: now, or when late up to `settle` seconds before it; never before the row's last update. */
function updateTime(dataset: Dataset, row: Version, late: boolean, now: number, choice: Random): number {
  const seconds = late ? 1 + choice.below(dataset.settings.settle - 1) : 0;
  return Math.max(Math.floor(now / 1000 - seconds) * 1000, row.updated ?? 0);
}

function changeEvent({ table, file, owner }: OwnedTable, row: Version, updated: number): Event {
  if (file) return putEvent(table, { ...row, updated, bytes: withUpdate(row.bytes, file.updated!, updated) });
  const edition = { index: indexOf(Number(row.key)), version: row.number + 1, created: row.created!, updated };
  return putEvent(table, {
    ...row,
    updated,
    bytes: Buffer.from(recordText[table.name as BuiltInTable](owner.origin, edition)),
  });
}

function insertEvent({ table, owner }: OwnedTable, place: number, spoiled: boolean, now: number): Event {
  const created = Math.floor(now / 1000) * 1000;
  const first = table.highest === undefined ? 0 : indexOf(Number(table.highest)) + 1;
  const edition: Edition = { index: first + place, version: 1, created, updated: created };
  const bad = spoiled ? badKinds[edition.index % badKinds.length]! : null;
  const bytes = bad
    ? badRecord(bad, edition)
    : Buffer.from(recordText[table.name as BuiltInTable](owner.origin, edition));
  return putEvent(table, { key: idOf(edition.index), created, updated: created, bytes, bad });
}
