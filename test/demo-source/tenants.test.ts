import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { SourceUnavailable, Unauthorized } from '../../activities/errors.ts';
import { environmentSecrets } from '../../activities/secrets/environment.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import { openSources } from '../../activities/sources/registry.ts';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import type { DemoSourceOptions } from '../../cli/demo-source/options.ts';
import { demoTenants } from '../../cli/demo-source/tenants.ts';
import { collect, start } from './reading.ts';

const folder = await mkdtemp(join(tmpdir(), 'demo-tenants-'));
afterAll(() => rm(folder, { recursive: true }));
const file = join(folder, 'parts.csv');
await writeFile(file, 'part~/no,changed\nB-7,2026-01-01T00:00:00Z\nA-1,2026-01-02T00:00:00Z\n');

const options: DemoSourceOptions = {
  seed: 7,
  page_size_max: 50,
  bad_share: 0.05,
  clock_skew: 120,
  files: [{ path: file, table: 'parts', key: 'part~/no', updated: 'changed', tenant: 'globex' }],
};
const source = await start(options);
const { tenants, env } = demoTenants(source.url, options);

const state = await openSqliteState(join(folder, 'state.db'));
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => Date.now(), sleep: (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }) };
const secrets = environmentSecrets({ environment: env, folder });
const sources = openSources({ state, secrets, clock, log, random: () => 0 });
afterAll(async () => {
  await sources.close();
  await state.close();
});

const open = (definition: unknown, table: string) => {
  const { problems, tenant } = checkTenant(definition);
  expect(problems).toEqual([]);
  return sources.open(tenant!, table, { api_calls: 0, api_errors: 0 });
};
const all = tenants.flatMap((definition) =>
  Object.entries(definition.services ?? {}).flatMap(([service, { tables }]) =>
    Object.keys(tables ?? {}).map((table) => ({ definition, tenant: definition.tenant_id, service, table })),
  ),
);
const signal = new AbortController().signal;

test('the running source gives the same tenants as its options, and both APIs’ tables are among them', async () => {
  expect(await source.client.tenants()).toEqual({ tenants, env });
  expect(all.map(({ tenant, service, table }) => `${tenant}/${service}/${table}`)).toEqual([
    ...['tickets', 'time_entries', 'companies', 'contacts'].map((table) => `acme/connectwise/${table}`),
    ...['tickets', 'time_entries', 'companies', 'contacts'].map((table) => `globex/connectwise/${table}`),
    'globex/files/parts',
    ...['tickets', 'time_entries', 'companies', 'contacts'].map((table) => `initech/helpdesk/${table}`),
  ]);
});

test('no secret stands in a definition', () => {
  const written = JSON.stringify(tenants);
  expect(Object.keys(env)).toHaveLength(4);
  for (const [name, secret] of Object.entries(env)) {
    expect(written).toContain(`env:${name}`);
    const parts = secret.startsWith('{') ? Object.values(JSON.parse(secret) as Record<string, string>) : [secret];
    for (const part of parts) expect(written).not.toContain(part);
  }
});

/** Reads all of a table, and compares it with the journal. */
async function readWhole({ definition, tenant, service, table }: (typeof all)[number]) {
  const reader = await open(definition, `${service}/${table}`);
  const range = { after: null, up_to: null };
  const request = { filter: { updated_since: null }, range, cursor: null, remaining: () => 600_000 };
  const pages: string[] = [];
  for await (const page of reader.read(request, signal)) pages.push(Buffer.from(page.body).toString('latin1'));
  const journal = await collect(source.client.journal({ tenant, table, texts: true }));
  const bad = await collect(source.client.bad({ tenant, table }));
  const wanted = [
    ...journal.map(({ text }) => Buffer.from(text!)),
    ...bad.map(({ bytes_base64 }) => Buffer.from(bytes_base64, 'base64')),
  ];
  const missing = wanted.filter((record) => !pages.some((page) => page.includes(record.toString('latin1'))));
  expect(missing.map(String)).toEqual([]);
  expect([...journal, ...bad].every(({ served }) => served)).toBe(true);
  expect(await reader.count({ updated_since: null }, signal)).toBe(wanted.length);
}

describe.each(all)('$tenant/$service/$table by our own connectors', (one) => {
  const { definition, tenant, service, table } = one;
  test('is read whole, as the journal has it', async () => {
    await readWhole(one);
  });

  test('is read from a time on', async () => {
    const journal = await collect(source.client.journal({ tenant, table }));
    const since = journal.map(({ updated }) => updated!).sort()[Math.floor(journal.length / 2)]!;
    const reader = await open(definition, `${service}/${table}`);
    const newer = [...journal, ...(await collect(source.client.bad({ tenant, table })))].filter(
      ({ updated }) => updated! >= since,
    );
    expect(await reader.count({ updated_since: since }, signal)).toBe(newer.length);
  });

  test('tells the source’s own time', async () => {
    const reader = await open(definition, `${service}/${table}`);
    const before = Date.now();
    const { now, from } = await reader.now(signal);
    expect(from).toBe(service === 'connectwise' ? 'date header' : 'endpoint');
    expect(now).toBeGreaterThanOrEqual(before + 119_000);
    expect(now).toBeLessThanOrEqual(Date.now() + 120_000);
  });
});

test('a table is read whole through every fault, each answered by another try', async () => {
  const faults = [
    { kind: 'too_many_requests', retry_after: { seconds: 0 } },
    { kind: 'too_many_requests', retry_after: { seconds: 0, as: 'date' } },
    { kind: 'server_error', status: 503 },
    { kind: 'reset' },
    { kind: 'cut' },
    { kind: 'cut', after_record: true },
    { kind: 'html' },
    { kind: 'error_object' },
    { kind: 'empty' },
    { kind: 'content_type' },
    { kind: 'slow', delay_ms: 5 },
  ] as const;
  const [one] = all;
  const { tenant, table } = one!;
  await source.client.setFaults(
    faults.map((fault, place) => ({ ...fault, tenant, table, when: { at: [2 + 2 * place] } })),
  );
  await readWhole(one!);
  // Few pages: the last faults are met on a second time through.
  for (let round = 0; round < 3; round++) await readWhole(one!);
  const met = (await source.client.requests()).filter(
    (request) => request.tenant === tenant && request.table === table,
  );
  expect(new Set(met.map(({ fault }) => fault))).toEqual(new Set([null, ...faults.map(({ kind }) => kind)]));
  await source.client.setFaults([]);
});

test('a tenant that is refused leads to no server, and one with wrong credentials is not let in', async () => {
  const [refused] = demoTenants(source.url, { tenants: [{ tenant_id: 'gone', refused: true }] }).tenants;
  const gone = environmentSecrets({
    environment: demoTenants(source.url, { tenants: [{ tenant_id: 'gone' }] }).env,
    folder,
  });
  const others = openSources({ state, secrets: gone, clock, log, random: () => 0 });
  const count = async (definition: unknown, from: typeof sources) => {
    const reader = await from.open(checkTenant(definition).tenant!, 'connectwise/tickets', {
      api_calls: 0,
      api_errors: 0,
    });
    return reader.count({ updated_since: null }, signal);
  };
  await expect(count(refused, others)).rejects.toThrow(SourceUnavailable);
  await others.close();
  const wrong = environmentSecrets({ environment: demoTenants(source.url, { ...options, seed: 8 }).env, folder });
  const strangers = openSources({ state, secrets: wrong, clock, log, random: () => 0 });
  await expect(count(tenants[0], strangers)).rejects.toThrow(Unauthorized);
  await strangers.close();
});
