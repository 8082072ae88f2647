import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallCounter, Clock, Log, Page, SourceTable, Sources, StateStore } from '../../../activities/ports.ts';
import { environmentSecrets } from '../../../activities/secrets/environment.ts';
import { checkTenant } from '../../../activities/sources/config.ts';
import { openSources, type SourcesOptions } from '../../../activities/sources/registry.ts';
import { openSqliteState } from '../../../activities/state/sqlite.ts';
import type { TenantDefinition } from '../../../activities/tenants.ts';

export interface FakeClock extends Clock {
  /** Every wait so far, in ms. */
  waits: number[];
  advance(ms: number): void;
}

/** A clock on which each wait passes at once. */
export function fakeClock(start = Date.parse('2025-11-23T00:00:00Z')): FakeClock {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    sleep(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

export interface LogLine {
  fields: object;
  message: string;
}
export interface Place {
  state: StateStore;
  sources: Sources;
  clock: FakeClock;
  /** Everything that was logged. */
  lines: LogLine[];
  calls: CallCounter;
  environment: Record<string, string>;
  open(tenant: TenantDefinition, table: string): Promise<SourceTable>;
  /** What another process would have: the same state store, everything else its own. */
  another(options?: Partial<SourcesOptions>): ReturnType<typeof openSources>;
  close(): Promise<void>;
}

/** Sources over a real state store, in a folder of their own. */
export async function openPlace(options: Partial<SourcesOptions> = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-sources-'));
  const state = await openSqliteState(join(folder, 'state.db'));
  const environment: Record<string, string> = {};
  const secrets = environmentSecrets({ environment, folder });
  const clock = fakeClock();
  const lines: LogLine[] = [];
  const add = (fields: object, message: string) => void lines.push({ fields, message });
  const log: Log = { debug: add, info: add, warn: add, error: add };
  const opened: ReturnType<typeof openSources>[] = [];
  const another = (more: Partial<SourcesOptions> = {}) => {
    const sources = openSources({ state, secrets, clock, log, ...options, ...more });
    opened.push(sources);
    return sources;
  };
  const sources = another();
  const calls = { api_calls: 0, api_errors: 0 };
  return {
    state,
    sources,
    clock,
    lines,
    calls,
    environment,
    open: (tenant, table) => sources.open(tenant, table, calls),
    another,
    async close() {
      for (const each of opened) await each.close();
      await state.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A tenant `acme` with one service `api`, as an import would store it. */
export function tenantWith(service: object): TenantDefinition {
  const { problems, tenant } = checkTenant({ tenant_id: 'acme', name: 'Acme', services: { api: service } });
  if (tenant === undefined) throw new Error(problems.join('\n'));
  return tenant;
}

export const wholeTable = { after: null, up_to: null };
export const allRows = { updated_since: null };
export const never = new AbortController().signal;

/** Reads to the end; the pages' records as they came. */
export async function readAll(
  table: SourceTable,
  request: Partial<Parameters<SourceTable['read']>[0]> = {},
): Promise<{ records: Record<string, unknown>[]; cursors: string[] }> {
  const records: Record<string, unknown>[] = [];
  const cursors: string[] = [];
  const whole = { filter: allRows, range: wholeTable, cursor: null, remaining: () => 600_000, ...request };
  for await (const page of table.read(whole, never)) {
    records.push(...recordsIn(page));
    cursors.push(page.cursor);
    if (page.is_last) return { records, cursors };
  }
  throw new Error('the pages ended without a last one');
}

/** The records' texts, as they stand in the page. */
export const textsIn = ({ body, records }: Page): string[] =>
  records.map(({ start, end }) => Buffer.from(body.subarray(start, end)).toString());

export const recordsIn = (page: Page): Record<string, unknown>[] =>
  textsIn(page).map((text) => JSON.parse(text) as Record<string, unknown>);
