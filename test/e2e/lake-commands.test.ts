import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuarantineFile } from '../../activities/ports.ts';
import type { ShownRecord } from '../../cli/commands/quarantine/show.ts';
import { openMachine, smallDemo, type Machine } from './started.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await openMachine();
  const { code, stderr } = await machine.run(
    'start',
    '--demo',
    await machine.file('demo.json', { ...smallDemo, bad_share: 0.03 }),
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
});
afterAll(() => machine.close());

const json = async <T>(...argv: string[]): Promise<T> => JSON.parse((await machine.run(...argv, '--json')).stdout) as T;

describe('what a run has left', () => {
  test('is listed and queried, the same rows in every form', async () => {
    const tables = await json<{ schema: string; name: string; rows: number }[]>('data', 'tables');
    const rowsOf = (name: string) => tables.find((each) => `${each.schema}.${each.name}` === name)?.rows;
    expect(rowsOf('latest.connectwise_tickets')).toBeGreaterThan(1_000);
    expect(rowsOf('raw.connectwise_tickets')).toBe(rowsOf('latest.connectwise_tickets'));
    expect(rowsOf('canonical.tickets')).toBeGreaterThanOrEqual(rowsOf('latest.connectwise_tickets')!);
    const query = 'SELECT tenant_id, count(*)::INTEGER AS n FROM latest.connectwise_tickets GROUP BY ALL ORDER BY ALL';
    const rows = await json<{ tenant_id: string; n: number }[]>('data', 'sql', query);
    expect(rows.map(({ tenant_id }) => tenant_id)).toEqual(['acme', 'globex']);
    const csv = (await machine.run('data', 'sql', query, '--csv')).stdout;
    expect(csv).toBe(`tenant_id,n\n${rows.map(({ tenant_id, n }) => `${tenant_id},${n}\n`).join('')}`);
  });

  test('a reader that has enough ends the command without a word', async () => {
    const query = machine.start('data', 'sql', 'FROM range(3_000_000)', '--csv');
    query.process.stdout!.once('data', () => query.process.stdout!.destroy());
    const { code, stderr } = await query.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('a reader of words that has enough does not end the command', async () => {
    const doctor = machine.start('doctor', '--json');
    doctor.process.stderr!.destroy();
    const { code, stdout } = await doctor.ended;
    expect({ code, findings: (JSON.parse(stdout) as unknown[]).length }).toEqual({ code: 0, findings: 8 });
  });

  test('Ctrl-C ends a query', async () => {
    const query = machine.start('data', 'sql', 'FROM range(1_000_000_000_000)', '--csv');
    query.process.stdout!.once('data', () => query.process.kill('SIGINT'));
    expect(await query.ended).toMatchObject({ code: 1, stderr: 'avesa: stopped\n' });
  });
});

describe('bad records', () => {
  test('are listed by table and shown with their bytes', async () => {
    const files = await json<QuarantineFile[]>('quarantine', 'list');
    const list = await machine.run('quarantine', 'list', '--tenant', 'acme');
    expect(list.stdout.split('\n')[0]).toMatch(/^table +job +records +seen to +file$/);
    const [file] = files;
    const shown = await json<ShownRecord[]>('quarantine', 'show', file!.name, '--limit', '1000');
    expect(shown).toHaveLength(file!.rows);
    for (const record of shown) expect(record.reason).not.toBe('');
    const words = await machine.run('quarantine', 'show', '--tenant', 'acme', '--limit', '2');
    expect(words.stdout.trimEnd().split('\n')).toHaveLength(4);
    expect(words.stderr).toMatch(/^and \d+ more bad records: --limit shows more\n$/);
    expect((await machine.run('quarantine', 'show', 'quarantine/x')).stderr).toMatch(
      /^avesa: there is no quarantine file 'quarantine\/x'; /,
    );
  });

  test('that are corrected are taken in, the others stay bad', async () => {
    const table = 'connectwise/tickets';
    const [file] = await json<QuarantineFile[]>('quarantine', 'list', '--tenant', 'globex', '--table', table);
    const shown = await json<ShownRecord[]>('quarantine', 'show', file!.name, '--limit', '1000');
    const record = { id: 987654321, summary: 'mended', _info: { lastUpdated: '2026-01-01T00:00:00Z' } };
    const corrections = await machine.file('corrections.json', [{ ...shown[0], text: JSON.stringify(record) }]);
    const replayed = await json<object[]>('quarantine', 'replay', file!.name, '--corrections', corrections);
    expect(replayed).toMatchObject([{ file: file!.name, replayed: 1, still_bad: file!.rows - 1 }]);
    const query = `SELECT _key FROM latest.connectwise_tickets WHERE _key = '987654321' AND tenant_id = 'globex'`;
    expect(await json('data', 'sql', query)).toEqual([{ _key: '987654321' }]);
    const again = await machine.run('quarantine', 'replay', file!.name);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('has been seen to') as string });
  });

  test('count as seen to when they are accepted', async () => {
    const before = await json<QuarantineFile[]>('quarantine', 'list', '--tenant', 'acme');
    expect(before.length).toBeGreaterThan(0);
    expect(await machine.run('quarantine', 'accept')).toMatchObject({
      code: 64,
      stderr: 'avesa: name files, or choose them by --tenant, --table or --job, or --all\n',
    });
    expect(await machine.run('quarantine', 'accept', '--tenant', 'acme')).toMatchObject({ code: 0 });
    expect(await json('quarantine', 'list', '--tenant', 'acme')).toEqual([]);
    expect(await json<object[]>('quarantine', 'list', '--tenant', 'acme', '--all')).toHaveLength(before.length);
  });

  test.each([
    { content: '{', says: /--corrections 'c.json': .*JSON/ },
    { content: '[{"file":"x","page":-1,"index":0,"text":""}]', says: /--corrections 'c.json': 0.page: / },
  ])('corrections that are none are refused: $content', async ({ content, says }) => {
    await writeFile(join(machine.data, '..', 'c.json'), content);
    const { code, stderr } = await machine.run('quarantine', 'replay', '--all', '--corrections', 'c.json');
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toMatch(says);
  });
});
