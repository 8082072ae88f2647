import { describe, expect, test } from 'vitest';
import { csvWriter, jsonWriter, tableWriter } from '../../cli/commands/data/writers.ts';
import { avesa, inFolder, type RecordedOptions } from './recorded.ts';

const tenant = {
  tenant_id: 'acme',
  name: 'Acme',
  services: {
    connectwise: {
      connector: 'connectwise',
      base_url: 'https://cw.example.com',
      auth: { company_id: 'acme', secret_ref: 'env:ACME' },
      tables: { tickets: {} },
    },
  },
};

/** Asks a lake in which nothing has been read yet. */
const asked = (argv: string[], options: RecordedOptions = {}) =>
  inFolder(async (folder) => {
    const env = { AVESA_DATA: folder };
    await avesa(['tenants', 'import', '-'], { env, stdin: JSON.stringify(tenant) });
    return avesa(['data', ...argv], { env, ...options });
  });

describe('data', () => {
  test('tables lists every view, also of tables that nothing was read of', async () => {
    const { code, stdout } = await asked(['tables']);
    expect(code).toBe(0);
    expect(stdout.slice(0, 3)).toEqual([
      'table                       rows  tenants  holds',
      'raw.connectwise_tickets        0  acme     every record that was read',
      'latest.connectwise_tickets     0  acme     the newest record of each key',
    ]);
  });

  test.each([
    { argv: [], stdout: ['a  b        c', '1  x y   NULL', '2  {"d"  NULL'] },
    { argv: ['--csv'], stdout: ['a,b,c', '1,"x', 'y",', '2,"{""d""",'] },
    { argv: ['--json'], stdout: ['[', '{"a":1,"b":"x\\ny","c":null},', '{"a":2,"b":"{\\"d\\"","c":null}', ']'] },
  ])('sql $argv prints rows', async ({ argv, stdout }) => {
    const query = `SELECT * FROM (VALUES (1, 'x\ny', NULL), (2, '{"d"', NULL)) AS t (a, b, c)`;
    expect(await asked(['sql', query, ...argv])).toEqual({ code: 0, stdout, stderr: ['2 rows'] });
  });

  test('sql reads a query from standard input', async () => {
    expect(await asked(['sql', '-'], { stdin: 'FROM latest.connectwise_tickets SELECT count(*) AS n;' })).toEqual({
      code: 0,
      stdout: ['n', '0'],
      stderr: ['1 row'],
    });
  });

  const readsOnly = 'only queries that read are possible: SELECT, WITH, FROM, DESCRIBE';
  test.each([
    { query: 'selec 1', says: 'the query: syntax error at or near "selec"' },
    { query: '', says: 'the query is empty' },
    { query: 'select 1; select 2', says: 'one query at a time: leave out what follows the first semicolon' },
    {
      query: 'select nothing from canonical.tickets',
      says: 'the query: Binder Error: Referenced column "nothing" not found',
    },
    {
      query: 'select * from raw.connectwise_ticket',
      says: 'the query: Catalog Error: Table with name connectwise_ticket does not exist!',
    },
    { query: "select cast('x' as int)", says: "the query: Conversion Error: Could not convert string 'x' to INT32" },
    { query: "copy (select 1) to '/tmp/avesa-x'", says: readsOnly },
    { query: 'drop view raw.connectwise_tickets', says: readsOnly },
    { query: 'create table t as select 1', says: readsOnly },
    { query: "attach '/tmp/avesa-x'", says: readsOnly },
    { query: 'install httpfs', says: readsOnly },
    { query: "set memory_limit = '1GB'", says: readsOnly },
  ])('sql refuses "$query"', async ({ query, says }) => {
    const { code, stdout, stderr } = await asked(['sql', query]);
    expect({ code, stdout, lines: stderr.length }).toEqual({ code: 1, stdout: [], lines: 1 });
    expect(stderr[0]).toContain(`avesa: ${says}`);
  });

  test('sql takes one form of output', async () => {
    const { code, stderr } = await asked(['sql', 'select 1', '--csv', '--json']);
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: ["avesa: option '--csv' cannot be used with option '--json'; see 'avesa data --help'"],
    });
  });
});

describe('rows', () => {
  const columns = [
    { name: 'n', type: 'INTEGER' },
    { name: 'text', type: 'VARCHAR' },
  ];
  const written = (make: typeof tableWriter, rows: (number | string | null)[][]) => {
    const lines: string[] = [];
    const writer = make(columns, (text) => lines.push(...text.split('\n')));
    for (const row of rows) writer.rows([row]);
    writer.end();
    return lines;
  };

  test('of any number are printed, those after the first thousand without waiting for more', () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [index, `row ${index}`]);
    const lines = written(tableWriter, rows);
    expect(lines).toHaveLength(2_501);
    expect([lines[0], lines[1], lines[1_000], lines[1_001], lines[2_500]]).toEqual([
      '  n  text',
      '  0  row 0',
      '999  row 999',
      '1000  row 1000',
      '2499  row 2499',
    ]);
  });

  test.each([
    { make: tableWriter, lines: ['n  text'] },
    { make: csvWriter, lines: ['n,text'] },
    { make: jsonWriter, lines: ['[', ']'] },
  ])('none is $lines', ({ make, lines }) => {
    expect(written(make, [])).toEqual(lines);
  });
});
