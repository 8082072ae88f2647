import { InvalidInput } from '../../activities/errors.ts';
import { badKinds, badRecord } from './bad-records.ts';
import { builtInTables, firstEdition, idOf, type BuiltInTable, type Origin } from './editions.ts';
import type { Event, Journal, PutEvent, RequestEvent } from './journal.ts';
import {
  builtInPaging,
  tenantOptions,
  type DemoSourceSettings,
  type FileOption,
  type PagingStyle,
  type TenantOption,
} from './options.ts';
import { random } from './random.ts';
import { recordText } from './records.ts';
import { parseKey, Table, type NewVersion, type Version } from './table.ts';

export interface TenantData {
  option: TenantOption;
  origin: Origin;
  tables: Map<string, TableData>;
}
export interface TableData {
  table: Table;
  /** Of the generic API. */
  paging: PagingStyle;
  /** The user's file that it shows; null: one of the four that every tenant has. */
  file: FileOption | null;
}
export type OwnedTable = TableData & { owner: TenantData };
export interface RequestCount {
  tenant: string;
  table: string | null;
  status: number;
  fault: string | null;
  count: number;
}

/** All tenants' tables, and how often each was asked for. */
export class Dataset {
  readonly settings: DemoSourceSettings;
  readonly tenants: ReadonlyMap<string, TenantData>;
  readonly journal: Journal;
  /** sha256 of the bytes that each file's table was last filled from, by tenant and table. */
  readonly files = new Map<string, string | null>();
  readonly #requests = new Map<string, RequestCount>();
  #changes = 0;

  constructor(settings: DemoSourceSettings, until: number, journal: Journal) {
    this.settings = settings;
    this.journal = journal;
    const tenants = tenantOptions(settings).map((option) => makeTenant(settings, option, until));
    this.tenants = new Map(tenants.map((tenant) => [tenant.option.tenant_id, tenant]));
    for (const file of settings.files) {
      const tenant = file.tenant === undefined ? tenants[0]! : this.tenants.get(file.tenant)!;
      const table = new Table(tenant.option.tenant_id, file.table, 'text');
      tenant.tables.set(file.table, { table, paging: file.paging, file });
    }
  }

  /** The source's own clock, epoch ms. */
  now(): number {
    return Date.now() + Math.round(this.settings.clock_skew * 1000);
  }

  /** Grows with each change: the source of each next choice of rows. */
  get changes(): number {
    return this.#changes;
  }

  get requests(): RequestCount[] {
    return [...this.#requests.values()];
  }

  /** @throws InvalidInput when there is none of these names */
  chosen(tenant?: string, table?: string): OwnedTable[] {
    const tables = [...this.tables(tenant, table)];
    if (tables.length > 0) return tables;
    throw new InvalidInput(`there is no table ${table ?? '(any)'} of tenant ${tenant ?? '(any)'}`);
  }

  *tables(tenant?: string, table?: string): Generator<OwnedTable> {
    for (const owner of this.tenants.values()) {
      if ((tenant ?? owner.option.tenant_id) !== owner.option.tenant_id) continue;
      for (const data of owner.tables.values())
        if ((table ?? data.table.name) === data.table.name) yield { ...data, owner };
    }
  }

  /** Makes events happen, once they are kept. */
  record(events: readonly Event[]): void {
    this.journal.append(events);
    for (const event of events) this.apply(event);
  }

  apply(event: Event): void {
    if (event.type === 'request') {
      this.#count(event);
      return;
    }
    const table = this.tenants.get(event.tenant)!.tables.get(event.table)!.table;
    if (event.type === 'file') {
      this.files.set(JSON.stringify([event.tenant, event.table]), event.sha256);
      table.keyKind = event.key_kind;
      return;
    }
    this.#changes += 1;
    const key = parseKey(table.keyKind, event.key)!;
    if (event.type === 'put') table.put({ ...event, key, bytes: bytesOf(event) });
    else table.remove(key);
  }

  #count({ tenant, table, status, fault, served }: RequestEvent): void {
    const key = JSON.stringify([tenant, table, status, fault]);
    const count = this.#requests.get(key) ?? { tenant, table, status, fault, count: 0 };
    this.#requests.set(key, { ...count, count: count.count + 1 });
    if (table === null) return;
    const versions = this.tenants.get(tenant)?.tables.get(table)?.table.versions ?? [];
    for (const [first, last] of served) for (let at = first; at <= last; at++) versions[at]!.served = true;
  }
}

const bytesOf = ({ text, base64 }: PutEvent) =>
  base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');

/** The event that puts a version. */
export function putEvent(table: Table, { key, created, updated, bytes, bad }: NewVersion): PutEvent {
  const content = bad ? { base64: bytes.toString('base64') } : { text: bytes.toString() };
  return { type: 'put', tenant: table.tenant, table: table.name, key: String(key), created, updated, bad, ...content };
}

/** Runs of sequence numbers: a page of rows that have not changed is one run. */
export function runsOf(versions: readonly Version[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const { sequence } of versions) {
    const run = runs.at(-1);
    if (run && run[1] === sequence - 1) run[1] = sequence;
    else runs.push([sequence, sequence]);
  }
  return runs;
}

function makeTenant(settings: DemoSourceSettings, option: TenantOption, until: number): TenantData {
  const records = { ...settings.records, ...withoutUndefined(option.records ?? {}) };
  const origin: Origin = { seed: settings.seed, tenant: option.tenant_id, records, until };
  const badShare = option.bad_share ?? settings.bad_share;
  const tables = new Map<string, TableData>();
  for (const name of builtInTables) {
    const table = new Table(option.tenant_id, name, 'integer');
    fill(table, name, origin, badShare);
    tables.set(name, { table, paging: builtInPaging[name], file: null });
  }
  return { option, origin, tables };
}

function fill(table: Table, name: BuiltInTable, origin: Origin, badShare: number): void {
  let spoiled = 0;
  for (let index = 0; index < origin.records[name]; index++) {
    const edition = firstEdition(origin, name, index);
    const isBad = badShare > 0 && random(origin.seed, origin.tenant, name, index, 'bad').chance(badShare);
    // In turn, so that few bad records are of many kinds.
    const bad = isBad ? badKinds[spoiled++ % badKinds.length]! : null;
    const bytes = bad ? badRecord(bad, edition) : Buffer.from(recordText[name](origin, edition));
    table.put({ key: idOf(index), created: edition.created, updated: edition.updated, bytes, bad });
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const withoutUndefined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
