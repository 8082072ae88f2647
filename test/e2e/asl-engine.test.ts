import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../cli/pipeline/outcome.ts';
import type { TableCheck } from '../../cli/start/verification.ts';
import { openMachine, smallDemo, type Ended, type Machine } from './started.ts';

const machines: Machine[] = [];
const open = async (more?: Record<string, string>) => {
  const machine = await openMachine(more);
  machines.push(machine);
  return machine;
};
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.close();
});

type Result = Outcome & { verification: TableCheck[] };
const resultOf = ({ stdout }: Ended) => JSON.parse(stdout) as Result;
/** Locks of runs. */
const left = ({ data }: Machine) =>
  existsSync(join(data, 'asl')) ? readdirSync(join(data, 'asl')).filter((name) => name.endsWith('.lock')) : [];

/** Records and what is known of them, without what belongs to one run. */
const contents = [
  ...['connectwise_tickets', 'connectwise_time_entries', 'connectwise_companies', 'connectwise_contacts'],
  ...['helpdesk_tickets', 'helpdesk_time_entries', 'helpdesk_companies', 'helpdesk_contacts'],
]
  .map((table) => `SELECT tenant_id, '${table}' AS name, _key AS key, record::VARCHAR AS text FROM latest.${table}`)
  .join(' UNION ALL ');

describe('the pipeline without a Temporal server', () => {
  test('gives the same lake and the same result as on Temporal, record for record', async () => {
    const results = [];
    for (const engine of ['temporal', 'asl']) {
      const machine = await open();
      const demo = await machine.file('demo.json', smallDemo);
      const dev = machine.start('dev', '--demo', demo);
      await dev.said(/all is up/);
      const ran = await machine.run('run', '--engine', engine, '--json');
      expect(ran.code).toBe(0);
      const { status, records_processed, records_quarantined, result } = resultOf(ran);
      const rows = await machine.run('data', 'sql', '--csv', `${contents} ORDER BY ALL`);
      const tickets = await machine.run(
        'data',
        'sql',
        '--csv',
        `SELECT * EXCLUDE (_fetched_at) FROM canonical.tickets ORDER BY ALL`,
      );
      dev.process.kill('SIGINT');
      await dev.ended;
      results.push({
        run: { status, records_processed, records_quarantined },
        tenants: result!.tenant_results.map(({ execution_time: _, ...tenant }) => tenant),
        rows: rows.stdout,
        tickets: tickets.stdout,
      });
      expect(rows.stdout.split('\n').length).toBeGreaterThan(records_processed);
      expect(left(machine)).toEqual([]);
    }
    expect(results[1]).toEqual(results[0]);
  });

  test('avesa start does it, and the second time fetches only what changed', async () => {
    const machine = await open();
    const demo = await machine.file('demo.json', smallDemo);
    const first = await machine.run('start', '--engine', 'asl', '--demo', demo, '--json');
    expect(first.code).toBe(0);
    const one = resultOf(first);
    expect(one).toMatchObject({ status: 'completed' });
    expect(one.verification).toHaveLength(12);
    for (const check of one.verification) expect(check).toMatchObject({ good: true, bad_equal: true });
    const second = await machine.run('start', '--engine', 'asl', '--demo', demo, '--json');
    expect(second.code).toBe(0);
    const two = resultOf(second);
    for (const check of two.verification) expect(check).toMatchObject({ good: true });
    expect(two.records_processed).toBeLessThan(one.records_processed / 5);
    expect(await machine.processes()).toEqual([]);
    // No server has been there.
    expect(existsSync(join(machine.data, 'temporal.db'))).toBe(false);
  });

  test('where no server is to be had, start says so and goes on without one', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const machine = await open({
      PATH: dirname(process.execPath),
      XDG_CACHE_HOME: '/nonexistent',
      HTTPS_PROXY: nowhere,
      https_proxy: nowhere,
    });
    const demo = await machine.file('demo.json', smallDemo);
    const started = await machine.run('start', '--demo', demo, '--json');
    expect(started.stderr).toMatch(/^no Temporal server is to be had \(/m);
    expect(started.stderr).toMatch(/^going on without one: the Step Functions definitions/m);
    expect(started.code).toBe(0);
    expect(resultOf(started)).toMatchObject({ status: 'completed' });
    const refused = await machine.run('start', '--engine', 'temporal', '--demo', demo);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^avesa: no Temporal server is to be had \(/m);
    expect(await machine.processes()).toEqual([]);
  });

  test('killed in the middle of a run, the next start goes on with it first', async () => {
    const machine = await open();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 300 }] });
    const killed = machine.start('start', '--engine', 'asl', '--demo', demo);
    await killed.said(/: completed, /);
    killed.process.kill('SIGKILL');
    await killed.ended;
    await vi.waitUntil(async () => (await machine.processes()).length === 0, { timeout: 20_000 });
    const [run] = /run-\S+/.exec(killed.stderr())!;
    expect(left(machine)).toEqual([`${run}.lock`]);

    const next = await machine.run('start', '--engine', 'asl', '--demo', demo, '--json');
    expect(next.code).toBe(0);
    expect(next.stderr).toContain(`${run} was interrupted and its process has ended: ${run}.2 goes on with it`);
    expect(next.stderr).toMatch(new RegExp(`^${run}: completed after `, 'm'));
    for (const check of resultOf(next).verification) expect(check).toMatchObject({ good: true });
    expect(left(machine)).toEqual([]);
    expect(await machine.processes()).toEqual([]);
  });

  test('Ctrl-C once cancels, and leaves nothing; a resume on the other engine goes on with it', async () => {
    const machine = await open();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 300 }] });
    const started = machine.start('start', '--engine', 'asl', '--demo', demo);
    await started.said(/: completed, /);
    started.process.kill('SIGINT');
    const ended = await started.ended;
    const [run] = /run-\S+/.exec(ended.stderr)!;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(new RegExp(`^${run}: canceled after `, 'm'));
    expect(left(machine)).toEqual([]);
    expect(await machine.processes()).toEqual([]);

    const dev = machine.start('dev', '--demo', demo);
    await dev.said(/all is up/);
    const resumed = await machine.run('run', '--engine', 'temporal', '--resume', run, '--json');
    expect(resumed.code).toBe(0);
    expect(resultOf(resumed)).toMatchObject({ job_id: run, execution_id: `${run}.2`, status: 'completed' });
    dev.process.kill('SIGINT');
    expect(await dev.ended).toMatchObject({ code: 0 });
  });

  test('Ctrl-C twice leaves at once; what is still running is not run a second time beside it', async () => {
    const machine = await open();
    const demo = await machine.file('demo.json', { ...smallDemo, faults: [{ kind: 'slow', delay_ms: 2_000 }] });
    const started = machine.start('start', '--engine', 'asl', '--demo', demo);
    await started.said(/reading every row/);
    const [run] = /run-\S+/.exec(started.stderr())!;
    const second = await machine.run('run', '--engine', 'asl', '--resume', run);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`avesa: ${run} is still running, as ${run}: 'avesa status ${run}' shows it`);
    const other = await machine.run('start', '--engine', 'asl', '--demo', demo);
    expect(other.stderr).toMatch(/^avesa: (another avesa is running on|'avesa source' ended)/m);
    started.process.kill('SIGINT');
    await started.said(/Ctrl-C again leaves at once/);
    started.process.kill('SIGINT');
    const ended = await started.ended;
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toMatch(/left at once: it ends with this process; 'avesa run --engine asl --resume run-\S+'/);
    expect(await machine.processes()).toEqual([]);
    // It was cancelled: nobody goes on with it unasked.
    expect(left(machine)).toEqual([]);
  });
});
