import type { z } from 'zod';
import type { BadKind } from './bad-records.ts';
import type { MutateRequest, TableChanges } from './changes.ts';
import type { RequestCount } from './dataset.ts';
import type { faultRule, FaultRule } from './faults.ts';
import type { DemoTenants } from './tenants.ts';

/** One version of one good record. */
export interface JournalVersion {
  tenant: string;
  table: string;
  /** The key as text. */
  id: string;
  /** From 1. */
  version: number;
  /** RFC 3339 with milliseconds; null: the table has no update field. */
  updated: string | null;
  /** Of the record's JSON text, hexadecimal. */
  sha256: string;
  /** The row's newest version, and the row is there. */
  current: boolean;
  /** The row was deleted after this version. */
  deleted: boolean;
  /** A complete, unspoiled answer has shown it. */
  served: boolean;
  /** The record's JSON text, when asked for. */
  text?: string;
}

/** One spoiled record; it has no further versions. */
export interface BadRecord {
  tenant: string;
  table: string;
  /** Its place in the order of the keys; the record itself may not say it. */
  id: string;
  kind: BadKind;
  updated: string | null;
  sha256: string;
  bytes_base64: string;
  current: boolean;
  served: boolean;
}

export interface Health {
  status: 'ok';
  /** The source's clock. */
  now: string;
  tables: { tenant: string; table: string; rows: number; bad_rows: number; versions: number }[];
}

export interface Chosen {
  tenant?: string;
  table?: string;
}

export type FaultInput = z.input<typeof faultRule>;

export interface DemoSourceClient {
  health(): Promise<Health>;
  /** Tenant definitions and the values of the environment variables that they name. */
  tenants(): Promise<DemoTenants>;
  /** Every version of every good record, in the order in which the versions came to be, table by table. */
  journal(options?: Chosen & { texts?: boolean }): AsyncGenerator<JournalVersion>;
  bad(chosen?: Chosen): AsyncGenerator<BadRecord>;
  requests(): Promise<RequestCount[]>;
  mutate(request: MutateRequest): Promise<{ now: string; tables: TableChanges[] }>;
  /** Replaces all rules; their counts of requests start again. */
  setFaults(faults: FaultInput[]): Promise<FaultRule[]>;
  faults(): Promise<FaultRule[]>;
  /** 0: nothing changes by itself any more. */
  setBackground(changesPerSecond: number): Promise<void>;
}

/** Talks to a running demo source's administration. Every method throws an Error with the source's own message. */
export function demoSourceClient(url: string): DemoSourceClient {
  const call = async (path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(
      `${url}/_demo/${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    if (response.ok) return response;
    const { error } = (await response.json()) as { error: string };
    throw new Error(`demo source: ${error}`);
  };
  const json = async <T>(path: string, body?: unknown) => (await (await call(path, body)).json()) as T;
  async function* lines<T>(path: string): AsyncGenerator<T> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of (await call(path)).body as AsyncIterable<Uint8Array>) {
      // Not readline, which also ends a line where a text holds U+2028.
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop()!;
      for (const line of parts) yield JSON.parse(line) as T;
    }
    if (rest !== '') throw new Error(`demo source: the answer to ${path} ended within a line`);
  }
  return {
    health: () => json('health'),
    tenants: () => json('tenants'),
    journal: ({ texts, ...chosen } = {}) =>
      lines(`journal?${queryOf({ ...chosen, ...(texts ? { texts: '1' } : {}) })}`),
    bad: (chosen = {}) => lines(`bad?${queryOf(chosen)}`),
    requests: async () => (await json<{ requests: RequestCount[] }>('requests')).requests,
    mutate: (request) => json('mutate', request),
    setFaults: async (faults) => (await json<{ faults: FaultRule[] }>('faults', { faults })).faults,
    faults: async () => (await json<{ faults: FaultRule[] }>('faults')).faults,
    setBackground: async (changesPerSecond) => {
      await call('background', { changes_per_second: changesPerSecond });
    },
  };
}

function queryOf(parameters: object): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined) as [string, string][];
  return new URLSearchParams(given).toString();
}
