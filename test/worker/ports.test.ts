import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Metrics } from '../../activities/ports.ts';
import { readConfig, type Settings } from '../../worker/config.ts';
import { createLog } from '../../worker/log.ts';
import { openPorts } from '../../worker/ports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-ports-'));
});
afterEach(() => rm(folder, { recursive: true }));

const metrics: Metrics = { count: () => undefined, gauge: () => undefined };
const open = (settings: Settings = {}) =>
  openPorts({
    config: readConfig({ AVESA_DATA: join(folder, 'data'), AVESA_DUCKDB_MEMORY: '200MB', ...settings }),
    log: createLog({ level: 'silent' }),
    metrics,
    env: { ACME: 'a secret of acme' },
  });

describe('the ports of one machine', () => {
  test('are made below the data folder, work together, and close', async () => {
    const ports = await open();
    expect(await ports.state.tenants.list()).toEqual([]);
    await ports.lake.check();
    expect(await ports.secrets.resolve('env:ACME')).toBe('a secret of acme');
    const connection = await ports.duckdb.connect();
    expect(await connection.query('select 6 * 7 as answer')).toEqual([{ answer: 42 }]);
    await connection.close();
    await ports.close();
    expect((await stat(join(folder, 'data', 'state.db'))).isFile()).toBe(true);
    expect((await stat(join(folder, 'data', 'lake'))).isDirectory()).toBe(true);
  });

  test('keep what was stored for those that open them next', async () => {
    const tenant = { tenant_id: 'acme', name: 'Acme', enabled: true, priority: null, services: {} };
    const first = await open();
    await first.state.tenants.put(tenant);
    await first.close();
    const second = await open();
    expect(await second.state.tenants.list()).toEqual([tenant]);
    await second.close();
  });
});

describe('ports that cannot be opened say which, and leave nothing open:', () => {
  test('a lake that was named and is not there', async () => {
    await expect(open({ AVESA_LAKE: join(folder, 'mnt', 'lake') })).rejects.toThrow(join(folder, 'mnt', 'lake'));
    const ports = await open();
    await ports.close();
  });

  test('a state file that is none', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data', 'state.db'), 'no database at all '.repeat(500));
    await expect(open()).rejects.toThrow('state.db');
  });
});
