import { hash, random } from './random.ts';

export const builtInTables = ['tickets', 'time_entries', 'companies', 'contacts'] as const;
export type BuiltInTable = (typeof builtInTables)[number];

/** What decides a tenant's records: equal origins have equal records. */
export interface Origin {
  seed: number;
  tenant: string;
  /** Records that each table starts with. */
  records: Readonly<Record<BuiltInTable, number>>;
  /** Epoch ms, a whole second: no record of the start is newer. */
  until: number;
}

/** One version of one record. Times are epoch ms, whole seconds. */
export interface Edition {
  /** The record's place in its table, from 0. */
  index: number;
  /** From 1. */
  version: number;
  created: number;
  updated: number;
}

/** Growing with the index, with gaps, as keys of a used database have them. */
export const idOf = (index: number) => 1001 + 2 * index + (hash(String(index)) & 1);
export const indexOf = (id: number) => (id - 1001) >> 1;

const twoYears = 2 * 365 * 86_400_000;
const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/** The version that a record starts with: created in the order of the keys, updated some time between then and `until`. */
export function firstEdition(origin: Origin, table: BuiltInTable, index: number): Edition {
  const chance = random(origin.seed, origin.tenant, table, index, 'times');
  const age = twoYears * (1 - (index + chance.next()) / origin.records[table]);
  const created = wholeSecond(origin.until - age);
  const updated = wholeSecond(created + (origin.until - created) * chance.next() ** 3);
  return { index, version: 1, created, updated };
}

/** `2026-01-31T09:30:00Z`: seconds, as ConnectWise shows times. */
export const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
