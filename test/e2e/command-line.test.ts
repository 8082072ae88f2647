import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSqliteState } from '../../activities/state/sqlite.ts';
import type { TableCheck } from '../../cli/start/verification.ts';
import type { Outcome } from '../../cli/pipeline/outcome.ts';
import { openMachine, smallDemo, type Ended, type Machine } from './started.ts';

let machine: Machine;
afterEach(() => machine.close());

type Result = Outcome & { verification: TableCheck[] };
const resultOf = ({ stdout }: Ended) => JSON.parse(stdout) as Result;
const lastLine = ({ stderr }: Ended) => stderr.trimEnd().split('\n').at(-1);

describe('avesa start', () => {
  test('reads everything, finds it equal to its source, and the second time fetches only what changed', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', smallDemo);
    const first = await machine.run('start', '--demo', demo, '--json');
    expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/^avesa start: .*\n/) as string });
    const one = resultOf(first);
    expect(one).toMatchObject({ status: 'completed', api_errors: expect.any(Number) as number });
    expect(one.api_errors).toBeGreaterThan(0);
    expect(one.records_quarantined).toBeGreaterThan(0);
    expect(one.verification).toHaveLength(12);
    for (const check of one.verification) expect(check).toMatchObject({ good: true, strange_rows: 0, bad_equal: true });
    expect(one.verification.reduce((sum, { lake_rows }) => sum + lake_rows, 0)).toBe(one.records_processed);
    expect(await machine.processes()).toEqual([]);

    const second = await machine.run('start', '--demo', demo, '--json');
    const two = resultOf(second);
    expect(second.code).toBe(0);
    expect(second.stderr).toContain("1 % of the demo's rows");
    for (const check of two.verification) expect(check).toMatchObject({ good: true });
    expect(two.records_processed).toBeGreaterThan(0);
    expect(two.records_processed).toBeLessThan(one.records_processed / 5);
    expect(two.api_calls).toBeLessThan(one.api_calls);
    expect(await machine.processes()).toEqual([]);

    const tables = await machine.run('data', 'sql', '--csv', 'SELECT count(*) AS n FROM latest.connectwise_tickets');
    expect(tables.stdout).toBe(
      `n\n${two.verification.filter(({ table_name }) => table_name === 'connectwise/tickets').reduce((sum, { lake_rows }) => sum + lake_rows, 0)}\n`,
    );
  });

  test('killed in the middle of a run, the next start goes on with it first', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 300 }] });
    const killed = machine.start('start', '--demo', demo);
    await killed.said(/: completed, /);
    killed.process.kill('SIGKILL');
    await killed.ended;
    // Nothing of ours was asked, and all of it ends.
    await vi.waitUntil(async () => (await machine.processes()).length === 0, { timeout: 20_000 });
    const [run] = /run-\S+/.exec(killed.stderr())!;

    const next = await machine.run('start', '--demo', demo, '--json');
    expect(next.code).toBe(0);
    expect(next.stderr).toContain(`${run} was interrupted: it goes on first`);
    expect(next.stderr).toMatch(new RegExp(`^${run}: completed after `, 'm'));
    for (const check of resultOf(next).verification) expect(check).toMatchObject({ good: true });
    expect(await machine.processes()).toEqual([]);
  });

  test('Ctrl-C once cancels the run, stops every part and leaves no lease; a later resume goes on with it', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 300 }] });
    const started = machine.start('start', '--demo', demo);
    await started.said(/: completed, /);
    started.process.kill('SIGINT');
    const ended = await started.ended;
    const [run] = /run-\S+/.exec(ended.stderr)!;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`cancelling ${run} and waiting for it to stop; Ctrl-C again leaves at once`);
    expect(ended.stderr).toMatch(new RegExp(`^${run}: canceled after `, 'm'));
    expect(await machine.processes()).toEqual([]);

    const dev = machine.start('dev', '--demo', demo);
    await dev.said(/all is up/);
    const resumed = await machine.run('run', '--resume', run, '--json');
    expect(resumed.code).toBe(0);
    expect(resultOf(resumed)).toMatchObject({ job_id: run, execution_id: `${run}.2`, status: 'completed' });
    const again = await machine.run('run', '--resume', run);
    // A slow connection is said first.
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(new RegExp(`^avesa: ${run} completed: there is nothing to go on with\n$`, 'm'));
    dev.process.kill('SIGINT');
    expect(await dev.ended).toMatchObject({ code: 0 });
    expect(await machine.processes()).toEqual([]);
  });

  test('Ctrl-C twice leaves at once, and nothing stays behind', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 2_000 }] });
    const started = machine.start('start', '--demo', demo);
    await started.said(/reading every row/);
    started.process.kill('SIGINT');
    await started.said(/Ctrl-C again leaves at once/);
    started.process.kill('SIGINT');
    const ended = await started.ended;
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/left at once: run-\S+ is being cancelled/) as string,
    });
    expect(await machine.processes()).toEqual([]);
  });

  test('a second start on the same folder is refused while the first one runs', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', smallDemo);
    const dev = machine.start('dev', '--demo', demo);
    await dev.said(/all is up/);
    const second = await machine.run('start', '--demo', demo);
    expect(second.code).toBe(1);
    expect(lastLine(second)).toMatch(
      /^avesa: another avesa runs the Temporal server of .*: use that one, stop it, or set AVESA_DATA/,
    );
    expect(await machine.run('reset', '--yes')).toMatchObject({ code: 1 });
    dev.process.kill('SIGTERM');
    expect(await dev.ended).toMatchObject({ code: 0 });
    expect(await machine.run('reset', '--yes')).toMatchObject({ code: 0 });
    expect(existsSync(machine.data)).toBe(false);
  });

  test('another demo on the folder of an earlier one is refused in one line', async () => {
    machine = await openMachine();
    const first = machine.start('dev', '--demo', await machine.file('a.json', smallDemo));
    await first.said(/all is up/);
    first.process.kill('SIGINT');
    await first.ended;
    const second = await machine.run('start', '--demo', await machine.file('b.json', { ...smallDemo, seed: 2 }));
    expect(second.code).toBe(1);
    expect(lastLine(second)).toMatch(
      /^avesa: 'avesa source' ended \(status 1\): data folder .* was made with another seed/,
    );
    expect(await machine.processes()).toEqual([]);
  });
});

describe('avesa run', () => {
  test('input that names what is not there, credentials that are refused, and a run that is partial', async () => {
    machine = await openMachine();
    const demo = await machine.file('demo.json', smallDemo);
    const dev = machine.start('dev', '--demo', demo);
    await dev.said(/all is up/);

    const inputs = [
      { argv: ['--tenant', 'acmee'], says: "avesa: there is no tenant 'acmee'; did you mean 'acme'?" },
      {
        argv: ['--tenant', 'acme', '--table', 'conectwise/tickets'],
        says: "avesa: tenant 'acme': there is no service 'conectwise'; did you mean 'connectwise'?",
      },
      {
        argv: ['--table', 'connectwise/tickts'],
        says: "avesa: --table: there is no table 'connectwise/tickts'; did you mean 'connectwise/tickets'?",
      },
      {
        argv: ['--resume', 'run-1'],
        says: "avesa: there is no job 'run-1'; there are none yet: 'avesa run' starts one",
      },
      {
        argv: ['--resume', 'run-1', '--full-sync'],
        says: 'avesa: --resume goes on with what the job began: leave out --full-sync',
      },
    ];
    for (const { argv, says } of inputs) {
      const refused = await machine.run('run', ...argv);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr.split('\n').slice(-1 - says.split('\n').length)).toEqual([...says.split('\n'), '']);
    }

    const dry = await machine.run('run', '--dry-run', '--tenant', 'acme', '--json');
    expect(JSON.parse(dry.stdout)).toMatchObject({
      tables: [{ records: 600, chunks: 1, watermark: null }, {}, {}, {}],
    });
    expect((await machine.run('status')).stderr).toBe("no jobs yet; 'avesa run' starts one\n");

    const one = await machine.run('run', '--tenant', 'acme', '--table', 'connectwise/companies', '--json');
    expect(one.code).toBe(0);
    expect(resultOf(one)).toMatchObject({ status: 'completed', result: { total_tenants: 1 } });

    const list = JSON.parse((await machine.run('tenants', 'list', '--json')).stdout) as Record<string, unknown>[];
    const wrong = JSON.parse(
      JSON.stringify({ ...list[0], tenant_id: 'wrong' }).replace(/env:\w+/, 'file:wrong.json'),
    ) as unknown;
    await writeFile(join(machine.data, 'wrong.json'), '{"public_key":"a","private_key":"b","client_id":"c"}');
    await machine.run('tenants', 'import', await machine.file('wrong.json', wrong));
    const refused = await machine.run('run', '--tenant', 'wrong', '--json');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /wrong connectwise\/\w+: failed, Unauthorized: .*refused the credentials of file:wrong.json/,
    );
    // Each table asks once: credentials do not get better by asking again.
    expect(resultOf(refused)).toMatchObject({ status: 'failed', api_calls: 4 });
    const partial = await machine.run('run', '--json');
    expect({ code: partial.code, status: resultOf(partial).status }).toEqual({ code: 2, status: 'partial' });
    dev.process.kill('SIGINT');
    await dev.ended;
  });

  test('without a worker it says so, and Ctrl-C takes the run back', async () => {
    machine = await openMachine();
    const dev = machine.start('dev', '--demo', await machine.file('demo.json', smallDemo));
    await dev.said(/all is up/);
    // The worker of this task queue is nobody's.
    const other = await openMachine({ AVESA_DATA: machine.data, AVESA_TASK_QUEUE: 'lonely' });
    try {
      const run = other.start('run');
      await run.said(/waiting: no worker polls task queue 'lonely'/);
      run.process.kill('SIGINT');
      const ended = await run.ended;
      expect({ code: ended.code, last: lastLine(ended) }).toEqual({
        code: 1,
        last: expect.stringMatching(/^run-\S+: canceled after /) as string,
      });
    } finally {
      await other.close();
    }
    dev.process.kill('SIGINT');
    await dev.ended;
    const state = await openSqliteState(join(machine.data, 'state.db'));
    expect(await state.jobs.list(1)).toEqual([]);
    await state.close();
  });

  test('with a worker whose version is not current it says how to make it so', async () => {
    machine = await openMachine();
    const dev = machine.start('dev', '--demo', await machine.file('demo.json', smallDemo));
    await dev.said(/all is up/);
    const [, TEMPORAL_ADDRESS = ''] = /Temporal server at (\S+)/.exec(dev.stderr()) ?? [];
    // On a server that is named, a worker leaves it to its operator to promote it.
    const other = await openMachine({ AVESA_DATA: machine.data, AVESA_TASK_QUEUE: 'unpromoted', TEMPORAL_ADDRESS });
    try {
      await other.start('worker').said(/worker polls/);
      const run = other.start('run');
      await run.said(
        /waiting: 1 worker polled task queue 'unpromoted' but none has taken the run.*'avesa worker --promote'/,
      );
      other.start('worker', '--promote');
      await run.said(/acme connectwise\/companies: reading/);
      run.process.kill('SIGINT');
      await run.ended;
    } finally {
      await other.close();
    }
    dev.process.kill('SIGINT');
    await dev.ended;
  });

  test('without a server it says how to have one', async () => {
    machine = await openMachine();
    await machine.run('tenants', 'import', await machine.file('t.json', { tenant_id: 'a', name: 'A' }));
    const { code, stderr } = await machine.run('run');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `avesa: no Temporal server runs for ${machine.data}: start one with 'avesa dev', or name one by TEMPORAL_ADDRESS\n`,
    });
    expect(await machine.run('worker')).toMatchObject({ code: 1, stderr });
  });
});

describe('avesa source', () => {
  test('says where it is, serves until Ctrl-C, and names a port that is taken', async () => {
    machine = await openMachine();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const refused = await machine.run('source', '--port', String(port));
    expect(refused).toMatchObject({
      code: 1,
      stderr: `avesa: demo source: port ${port} on 127.0.0.1: it is in use: choose another, or 0 for a free one\n`,
    });
    taken.close();

    const source = machine.start('source', '--config', await machine.file('demo.json', smallDemo), '--json');
    await source.said(/demo source at http:\/\/127.0.0.1:\d+, until Ctrl-C/);
    source.process.kill('SIGINT');
    const { code, stdout } = await source.ended;
    expect({ code, tenants: (JSON.parse(stdout) as { tenants: unknown[] }).tenants.length }).toEqual({
      code: 0,
      tenants: 3,
    });
    await rm(machine.data, { recursive: true, force: true });
  });
});
