import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkOptions, loadOptions, tenantOptions } from '../../cli/demo-source/options.ts';
import { start } from './reading.ts';

const folder = await mkdtemp(join(tmpdir(), 'demo-options-'));
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['options.yaml', 'seed: 5\nrecords: { tickets: 3 }\nfaults:\n  - { kind: slow, delay_ms: 5 }\n'],
  ['options.json', '{"seed":5,"records":{"tickets":3},"faults":[{"kind":"slow","delay_ms":5}]}'],
])('%s is read, with defaults for the rest', async (name, content) => {
  const path = join(folder, name);
  await writeFile(path, content);
  expect(await loadOptions(path)).toMatchObject({
    seed: 5,
    records: { tickets: 3, companies: 1200 },
    faults: [{ kind: 'slow', delay_ms: 5 }],
    page_size_max: 1000,
    settle: 60,
  });
});

test('by default there are three tenants with four tables and more than 100,000 records', () => {
  const settings = checkOptions({});
  const records = Object.values(settings.records).reduce((sum, count) => sum + count);
  expect(tenantOptions(settings)).toHaveLength(3);
  expect(3 * records).toBeGreaterThan(100_000);
});

test('many tenants are told apart by number', () => {
  const ids = tenantOptions(checkOptions({ tenants: 500 })).map(({ tenant_id }) => tenant_id);
  expect(new Set(ids).size).toBe(500);
  expect(ids.slice(0, 4)).toEqual(['acme', 'globex', 'initech', 'tenant-0004']);
});

describe('what is wrong is said', () => {
  test.each<[object, string]>([
    [{ sed: 1 }, 'sed'],
    [{ records: { tickets: -1 } }, 'records.tickets'],
    [{ tenants: [{ tenant_id: '../x' }] }, 'tenant id'],
    [{ tenants: [{ tenant_id: 'acme' }, { tenant_id: 'acme' }] }, 'too much alike'],
    [{ tenants: [{ tenant_id: 'a-b' }, { tenant_id: 'A_b' }] }, 'a-b and A_b are too much alike'],
    [{ port: 70_000 }, 'port'],
    [{ bad_share: 2 }, 'bad_share'],
  ])('%j', (options, reason) => {
    expect(() => checkOptions(options)).toThrow(reason);
  });
  test('a file that is no YAML, or not there', async () => {
    const path = join(folder, 'broken.yaml');
    await writeFile(path, 'seed: [');
    await expect(loadOptions(path)).rejects.toThrow(path);
    await expect(loadOptions(join(folder, 'nowhere.yaml'))).rejects.toThrow('nowhere.yaml');
  });
  test('a port that is in use', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toThrow(`port ${port} on 127.0.0.1: it is in use`);
  });
  test('a fault of a tenant that is not there', async () => {
    await expect(start({ faults: [{ kind: 'empty', tenant: 'nobody' }] })).rejects.toThrow('tenant nobody');
  });
});

test.each([
  ['GET', '/_demo/nothing', 404],
  ['GET', '/_demo/mutate', 405],
  ['POST', '/_demo/journal', 405],
])('%s %s: %i', async (method, path, status) => {
  const { url } = await start();
  expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
});

test('a body that is no JSON is refused', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/_demo/mutate`, { method: 'POST', body: '{' });
  expect(response.status).toBe(400);
});
