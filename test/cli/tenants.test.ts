import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startDemoSource } from '../../cli/demo-source/server.ts';
import { demoTenants } from '../../cli/demo-source/tenants.ts';
import { avesa, inFolder } from './recorded.ts';

const acme = `
tenants:
  - tenant_id: acme
    name: Acme
    services:
      connectwise:
        connector: connectwise
        base_url: https://cw.example.com/v4_6_release/apis/3.0
        auth: { company_id: acme, secret_ref: env:ACME }
        tables:
          tickets: {}
          companies: { enabled: false }
`;
const importing = (file: string, content: string | Buffer) =>
  inFolder(async (folder) => {
    await writeFile(join(folder, file), content);
    return avesa(['tenants', 'import', file], { cwd: folder, env: { AVESA_DATA: join(folder, 'data') } });
  });

describe('tenants import', () => {
  test('takes tenants in, and says of each what changed', async () => {
    await inFolder(async (folder) => {
      const env = { AVESA_DATA: join(folder, 'data') };
      const run = async (content: string) => {
        await writeFile(join(folder, 'tenants.yaml'), content);
        return (await avesa(['tenants', 'import', 'tenants.yaml'], { cwd: folder, env })).stderr[0];
      };
      expect(await run(acme)).toBe('acme: added, 2 tables');
      expect(await run(acme)).toBe('acme: unchanged, 2 tables');
      expect(await run(acme.replace('name: Acme', 'name: Acme Ltd'))).toBe('acme: changed, 2 tables');
      expect(await avesa(['tenants', 'list'], { env })).toEqual({
        code: 0,
        stdout: [
          'tenant  name      enabled  priority   tables',
          "acme    Acme Ltd  yes      the run's  connectwise/tickets, connectwise/companies (disabled)",
        ],
        stderr: [],
      });
      const json = (await avesa(['tenants', 'list', '--json'], { env })).stdout.join('\n');
      expect(JSON.parse(json)).toMatchObject([
        { tenant_id: 'acme', services: { connectwise: { auth: { secret_ref: 'env:ACME' } } } },
      ]);
    });
  });

  test('reads JSON, a single tenant, a bare list and standard input', async () => {
    await inFolder(async (folder) => {
      const env = { AVESA_DATA: join(folder, 'data') };
      await writeFile(join(folder, 'one.json'), '{\n\t"tenant_id": "one",\n\t"name": "One"\n}');
      await writeFile(join(folder, 'list.yaml'), '- {tenant_id: two, name: Two}\n- {tenant_id: three, name: Three}');
      const argv = ['tenants', 'import', 'one.json', 'list.yaml', '-', '--json'];
      const { code, stdout } = await avesa(argv, { cwd: folder, env, stdin: 'tenant_id: four\nname: Four' });
      expect(code).toBe(0);
      expect((JSON.parse(stdout[0]!) as { tenant_id: string }[]).map(({ tenant_id }) => tenant_id)).toEqual([
        'one',
        'two',
        'three',
        'four',
      ]);
    });
  });

  test.each([
    { what: 'a repeated key', content: 'tenant_id: a\ntenant_id: b', says: 't.yaml:2:1: Map keys must be unique' },
    { what: 'a tab', content: 'tenants:\n\t- x', says: 't.yaml:2:1: Tabs are not allowed as indentation' },
    { what: 'a tag', content: 'name: !!js/function x', says: 't.yaml:1:7: Unresolved tag' },
    { what: 'nothing', content: '', says: "t.yaml: holds neither a tenant nor a list of tenants under 'tenants'" },
    { what: 'a text', content: 'hello', says: 't.yaml: holds neither' },
    { what: 'a circle', content: 'tenants: &x [*x]', says: 't.yaml: holds neither' },
    { what: 'a wrong list', content: 'tenants: {a: 1}', says: 't.yaml: holds neither' },
    {
      what: 'a path for an id',
      content: acme.replace('tenant_id: acme', 'tenant_id: ../acme'),
      says: 't.yaml:3:5: tenant: tenant_id: ',
    },
    {
      what: 'a NUL in an id',
      content: '{"tenant_id": "a\\u0000b", "name": "x"}',
      says: 't.yaml:1:1: tenant: tenant_id: ',
    },
    { what: 'a look-alike', content: 'tenant_id: аcme\nname: x', says: 't.yaml:1:1: tenant: tenant_id: ' },
    {
      what: 'a very long id',
      content: `tenant_id: ${'x'.repeat(5000)}\nname: x`,
      says: 't.yaml:1:1: tenant: tenant_id: ',
    },
    {
      what: 'an unknown connector',
      content: acme.replace('connector: connectwise', 'connector: cw'),
      says: 'tenant acme: services.connectwise.connector: ',
    },
    {
      what: 'a wrong type',
      content: acme.replace('name: Acme', 'name: 7'),
      says: 't.yaml:3:5: tenant acme: name: is a number: write a text',
    },
    {
      what: 'an unknown field',
      content: acme.replace('name: Acme', 'name: Acme\n    colour: red'),
      says: "t.yaml:3:5: tenant acme: unknown field 'colour'",
    },
    {
      what: 'a tenant twice',
      content: '- {tenant_id: a, name: A}\n- {tenant_id: a, name: B}',
      says: "t.yaml:2:3: tenant 'a' is also at t.yaml:1:3",
    },
  ])('$what is refused with its place', async ({ content, says }) => {
    const { code, stderr } = await importing('t.yaml', content);
    expect(code).toBe(1);
    expect(stderr[0]).toContain(`avesa: ${says.startsWith('t.yaml') ? says : ''}`);
    expect(stderr[0]).toContain(says);
  });

  test('a credential written where its name belongs is never shown', async () => {
    const { code, stderr } = await importing('t.yaml', acme.replace('env:ACME', 'pa55w0rd-9f8e'));
    expect(code).toBe(1);
    expect(stderr.join('\n')).toContain('secret_ref');
    expect(stderr.join('\n')).not.toContain('pa55w0rd');
  });

  test('one wrong tenant keeps the right ones out, and every problem is told', async () => {
    await inFolder(async (folder) => {
      const env = { AVESA_DATA: join(folder, 'data') };
      await writeFile(join(folder, 't.yaml'), '- {tenant_id: a, name: A}\n- {tenant_id: b}\n- {name: C}');
      const { code, stderr } = await avesa(['tenants', 'import', 't.yaml'], { cwd: folder, env });
      expect({ code, lines: stderr.length }).toEqual({ code: 1, lines: 2 });
      expect((await avesa(['tenants', 'list'], { env })).code).toBe(1);
    });
  });

  test.each([
    { file: 'missing.yaml', says: "there is no file 'missing.yaml'" },
    { file: '.', says: "'.' is a folder: name the files in it" },
    { file: 'a\0b', says: "'a\\u{0}b': no file's name holds a zero byte" },
    { file: 'x'.repeat(300), says: "no file's name is that long" },
    { file: 'latin1.yaml', says: "'latin1.yaml' is not UTF-8 text" },
  ])('$says', async ({ file, says }) => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'latin1.yaml'), Buffer.from([0x6e, 0xe4]));
      const { code, stderr } = await avesa(['tenants', 'import', file], {
        cwd: folder,
        env: { AVESA_DATA: join(folder, 'data') },
      });
      expect({ code, lines: stderr.length }).toEqual({ code: 1, lines: 1 });
      expect(stderr[0]).toContain(says);
    });
  });

  test.each([
    { data: 'file', reason: 'it is a file' },
    { data: 'file/data/more', reason: 'a part of its path is a file' },
    // Not a place for folders on any system, in different words.
    { data: '/proc/avesa/data', reason: process.platform === 'linux' ? 'nothing can be made there' : '' },
  ])('a data folder that cannot be made is named: $data', async ({ data, reason }) => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      await writeFile(join(folder, 't.yaml'), acme);
      const env = { AVESA_DATA: resolve(folder, data) };
      const { code, stderr } = await avesa(['tenants', 'import', 't.yaml'], { cwd: folder, env });
      expect({ code, lines: stderr.length }).toEqual({ code: 1, lines: 1 });
      expect(stderr[0]).toContain(`avesa: the folder ${env.AVESA_DATA} cannot be used: ${reason}`);
      expect(stderr[0]).toMatch(/; set AVESA_DATA to another one$/);
    });
  });
});

describe('tenants check', () => {
  test('asks each table’s source and says what it found, or what is wrong', async () => {
    const options = { tenants: 3, records: { tickets: 12, time_entries: 5, companies: 3, contacts: 4 } };
    const source = await startDemoSource(options);
    try {
      await inFolder(async (folder) => {
        const { tenants, env: secrets } = demoTenants(source.url, options);
        const data = { AVESA_DATA: join(folder, 'data') };
        await avesa(['tenants', 'import', '-'], { env: data, stdin: JSON.stringify({ tenants }) });

        const right = await avesa(['tenants', 'check'], { env: { ...data, ...secrets } });
        expect(right.stderr).toContain(
          "acme connectwise/tickets: 12 records, read exact, only what changed, times by the source's Date header",
        );
        expect(right.stderr.at(-1)).toBe('everything is as it should be');
        expect(right.stderr).toHaveLength(13);
        expect(right.code).toBe(0);

        const wrong = Object.fromEntries(
          Object.entries(secrets).map(([name, value]) => [name, value.replace(/\w/g, 'x')]),
        );
        const refused = await avesa(['tenants', 'check', 'initech', '--json'], { env: { ...data, ...wrong } });
        expect(refused.code).toBe(1);
        expect(refused.stderr[0]).toMatch(/^initech helpdesk\/\w+: .*(refused|401)/);
        expect(JSON.parse(refused.stdout.join('\n'))).toMatchObject([
          { tenant_id: 'initech', found: null },
          {},
          {},
          {},
        ]);

        const unset = await avesa(['tenants', 'check', 'acme'], { env: data });
        expect(unset.stderr[0]).toMatch(/secret "env:AVESA_DEMO_ACME_CONNECTWISE": there is no environment variable/);

        const unknown = await avesa(['tenants', 'check', 'acmee'], { env: data });
        expect(unknown).toEqual({
          code: 1,
          stdout: [],
          stderr: ["avesa: there is no tenant 'acmee'; did you mean 'acme'?"],
        });
      });
    } finally {
      await source.close();
    }
  });
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 't.yaml');
    await writeFile(file, acme);
    await chmod(file, 0);
    await mkdir(join(folder, 'data'));
    const { code, stderr } = await avesa(['tenants', 'import', 't.yaml'], {
      cwd: folder,
      env: { AVESA_DATA: join(folder, 'data') },
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: ["avesa: 't.yaml' may not be read: change its owner or mode"],
    });
  });
});
