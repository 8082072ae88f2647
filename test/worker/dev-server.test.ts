import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Client } from '@temporalio/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../worker/config.ts';
import { connectClient } from '../../worker/connection.ts';
import { findDevServer, startDevServer, type DevServer, type DevServerOptions } from '../../worker/dev-server.ts';
import { chooseFreePorts } from '../../worker/free-ports.ts';
import { createLog } from '../../worker/log.ts';
import { path } from '../setup/found.ts';

let folder: string;
let data: string;
const running: DevServer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-server-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true });
});

const reported: string[] = [];
async function start(options: Partial<DevServerOptions> = {}): Promise<DevServer> {
  const server = await startDevServer({
    data,
    namespace: 'default',
    log: createLog({ level: 'silent' }),
    report: (what) => {
      reported.push(what);
    },
    env: { ...process.env, PATH: dirname(path('temporalBinary')) },
    ...options,
  });
  running.push(server);
  return server;
}

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectClient({ address, settings: readConfig({}).temporal });
  try {
    return await use(client);
  } finally {
    await client.connection.close();
  }
}
const startWorkflow = (address: string, workflowId: string) =>
  withClient(address, (client) => client.workflow.start('anything', { workflowId, taskQueue: 'nobody' }));
const statusOf = (address: string, workflowId: string) =>
  withClient(address, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);

describe('a dev server of our own', () => {
  test('answers at a free port, shows its UI, and is found by others of ours while it runs', async () => {
    expect(await findDevServer(data)).toBeUndefined();
    const server = await start();
    await startWorkflow(server.address, 'one');
    expect(await statusOf(server.address, 'one')).toBe('RUNNING');
    expect((await fetch(server.ui_url)).status).toBe(200);
    expect(reported).toContain('starting the Temporal server');
    expect(await findDevServer(data)).toEqual({ address: server.address, ui_url: server.ui_url });
    await server.stop();
    expect(await findDevServer(data)).toBeUndefined();
    expect(await server.ended).toContain('ended');
  });

  test('that was killed starts again with all that it knew, at the same ports', async () => {
    const first = await start();
    await startWorkflow(first.address, 'before');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toContain('SIGKILL');
    await first.stop();
    const second = await start();
    expect([second.address, second.ui_url]).toEqual([first.address, first.ui_url]);
    expect(await statusOf(second.address, 'before')).toBe('RUNNING');
  });

  test('is the only one of its data folder', async () => {
    const server = await start();
    await expect(start()).rejects.toThrow(
      `another avesa runs the Temporal server of ${data}: use that one, stop it, or set AVESA_DATA to another folder`,
    );
    await server.stop();
    await start();
  });

  test('takes the place of one that a killed process of ours has left behind', async () => {
    const [port, ui_port] = (await chooseFreePorts(2)) as [number, number];
    await start().then((server) => server.stop());
    const database = join(data, 'temporal.db');
    const orphan = spawn(path('temporalBinary'), [
      ...['server', 'start-dev', '--port', String(port), '--ui-port', String(ui_port), '--db-filename', database],
    ]);
    const ended = once(orphan, 'exit');
    await writeFile(
      join(data, 'temporal.json'),
      JSON.stringify({ pid: orphan.pid, database, port, ui_port, address: `127.0.0.1:${port}`, ui_url: '' }),
    );
    await vi.waitFor(() => startWorkflow(`127.0.0.1:${port}`, 'orphaned'), { timeout: 30_000, interval: 200 });
    const server = await start();
    await ended;
    expect(await statusOf(server.address, 'orphaned')).toBe('RUNNING');
  });

  test('leaves alone a process that has the number of one of ours by chance', async () => {
    const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const server = await start();
    await server.stop();
    const record = JSON.parse(await readFile(join(data, 'temporal.json'), 'utf8')) as object;
    await writeFile(join(data, 'temporal.json'), JSON.stringify({ ...record, pid: other.pid }));
    expect(await findDevServer(data)).toBeUndefined();
    await start();
    expect(other.exitCode).toBeNull();
    other.kill();
  });
});

describe('a dev server that cannot start says why:', () => {
  test('a port that is in use; the folder is free for another start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const [ui_port] = (await chooseFreePorts(1)) as [number];
    await expect(start({ ports: { port, ui_port } })).rejects.toThrow(`port ${port} is in use`);
    taken.close();
    await start();
  });

  test('a data folder that cannot be', async () => {
    await writeFile(data, 'a file');
    await expect(start({ data: join(data, 'below') })).rejects.toThrow(
      /^the data folder .*\/data\/below cannot be written: .*ENOTDIR.*; make it writable or set AVESA_DATA to another one$/,
    );
  });

  test('a database that is none', async () => {
    await mkdir(data);
    await writeFile(join(data, 'temporal.db'), 'this is no database '.repeat(1_000));
    await expect(start()).rejects.toThrow(/^the Temporal server ended \(status 1\): .*database/);
  });
});
