import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { avesa, inFolder } from './recorded.ts';

describe('the command line itself', () => {
  test.each([
    { argv: [], says: "avesa: no command was given; see 'avesa --help'" },
    { argv: ['frobnicate'], says: "avesa: unknown command 'frobnicate'; see 'avesa --help'" },
    { argv: ['tenant'], says: "avesa: unknown command 'tenant' (Did you mean tenants?); see 'avesa --help'" },
    { argv: ['tenants'], says: "avesa: no command was given; see 'avesa tenants --help'" },
    {
      argv: ['tenants', 'imprt'],
      says: "avesa: unknown command 'imprt' (Did you mean import?); see 'avesa tenants --help'",
    },
    { argv: ['tenants', 'import'], says: "avesa: missing required argument 'file'; see 'avesa tenants --help'" },
    {
      argv: ['status', '--jsno'],
      says: "avesa: unknown option '--jsno' (Did you mean --json?); see 'avesa status --help'",
    },
    { argv: ['status', 'a', 'b'], says: 'avesa: too many arguments' },
    { argv: ['status', '--limit', '0'], says: '--limit takes a whole number from 1 on' },
    { argv: ['run', '--chunk-size', '1e3'], says: '--chunk-size takes a whole number from 1 on' },
    { argv: ['run', '--priority', 'urgent'], says: 'Allowed choices are high, normal, low' },
    { argv: ['run', '--tenant'], says: "argument missing; see 'avesa run --help'" },
    { argv: ['cost'], says: "'avesa cost' takes --explain" },
    { argv: ['cost', '--json'], says: "'avesa cost' takes --explain" },
    { argv: ['source', '--port', '70000'], says: '--port takes a port, from 0 to 65535' },
  ])('$argv is wrong usage, said in one line', async ({ argv, says }) => {
    const { code, stdout, stderr } = await avesa(argv);
    expect({ code, stdout, lines: stderr.length }).toEqual({ code: 64, stdout: [], lines: 1 });
    expect(stderr[0]).toContain(says);
  });

  test('--help lists every command on stdout', async () => {
    const { code, stdout, stderr } = await avesa(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
    for (const { name } of commands) expect(stdout.join('\n')).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  test.each(commands.map(({ name }) => ({ name })))('$name has a help, which does nothing else', async ({ name }) => {
    const { code, stdout, stderr } = await inFolder((folder) =>
      avesa([name, '--help'], { env: { AVESA_DATA: `${folder}/data` } }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
    expect(stdout[0]).toMatch(new RegExp(`^Usage: avesa ${name} `));
  });

  test('--version prints the version', async () => {
    expect(await avesa(['--version'])).toEqual({ code: 0, stdout: ['0.1.0'], stderr: [] });
  });
});

describe('settings', () => {
  test('each wrong one is a line', async () => {
    const env = { AVESA_DUCKDB_MEMORY: 'much', TEMPORAL_ADDRESS: 'nowhere' };
    const { code, stderr } = await avesa(['status'], { env });
    expect(code).toBe(1);
    expect(stderr).toHaveLength(2);
    expect(stderr[0]).toMatch(/^avesa: AVESA_DUCKDB_MEMORY: must be a size as DuckDB reads it/);
    expect(stderr[1]).toBe("avesa: TEMPORAL_ADDRESS: must be HOST:PORT: 'nowhere'");
  });

  test.each([['status'], ['tenants', 'list'], ['tenants', 'check'], ['run']])(
    'without data, %s says where it looked and makes nothing',
    async (...argv) => {
      await inFolder(async (folder) => {
        const { code, stderr } = await avesa(argv, { env: { AVESA_DATA: `${folder}/data` } });
        expect({ code, stderr }).toEqual({
          code: 1,
          stderr: [
            `avesa: there is no data in '${folder}/data': 'avesa start' or 'avesa tenants import' makes it, AVESA_DATA names another folder`,
          ],
        });
        await expect(readdir(folder)).resolves.toEqual([]);
      });
    },
  );
});
