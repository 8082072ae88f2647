import { afterAll } from 'vitest';
import { demoSourceClient, type DemoSourceClient } from '../../cli/demo-source/client.ts';
import { credentialsOf } from '../../cli/demo-source/credentials.ts';
import type { DemoSourceOptions } from '../../cli/demo-source/options.ts';
import { startDemoSource } from '../../cli/demo-source/server.ts';

/** Few records, so that a test sees all of them. */
export const few = { tickets: 250, time_entries: 120, companies: 20, contacts: 60 };

/** A record as far as the tests look into it. */
export interface Shown {
  id: number;
  status: { name: string };
  company: { id: number; name: string } | null;
  contact: { id: number } | null;
  ticket: { id: number } | null;
  _info: { lastUpdated: string };
}

export interface Started {
  url: string;
  client: DemoSourceClient;
  /** GETs with a tenant's credentials, of either API. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** The records of a page that is a bare array. */
  list(path: string): Promise<Shown[]>;
  close(): Promise<void>;
}

/** A demo source for one test file; closed at its end when the test has not closed it before. */
export async function start(options: DemoSourceOptions = {}): Promise<Started> {
  const source = await startDemoSource({ records: few, ...options });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= source.close());
  afterAll(close);
  const get: Started['get'] = (path, headers = credentialHeaders(path.split('/')[1]!, options.seed)) =>
    fetch(`${source.url}${path}`, { headers });
  const list = async (path: string) => (await (await get(path)).json()) as Shown[];
  return { url: source.url, client: demoSourceClient(source.url), get, list, close };
}

/** Those of both APIs at once. */
export function credentialHeaders(tenant: string, seed = 1): Record<string, string> {
  const { company, public_key, private_key, client_id, api_key } = credentialsOf(seed, tenant);
  const basic = Buffer.from(`${company}+${public_key}:${private_key}`).toString('base64');
  return { authorization: `Basic ${basic}`, clientId: client_id, 'x-api-key': api_key };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const tickets = '/acme/v4_6_release/apis/3.0/service/tickets';
export const conditions = (text: string) => `conditions=${encodeURIComponent(text)}`;
