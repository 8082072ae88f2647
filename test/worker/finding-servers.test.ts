import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onPath } from '../../worker/command.ts';
import { downloadInto, sdkDownload } from '../../worker/sdk-download.ts';
import { findTemporalBinary } from '../../worker/temporal-binary.ts';
import { findTestServer } from '../../worker/test-server.ts';
import { path } from '../setup/found.ts';

let folder: string;
let bin: string;
let env: NodeJS.ProcessEnv;
const reported: string[] = [];
const report = (what: string) => {
  reported.push(what);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avesa-finding-'));
  bin = join(folder, 'bin');
  await mkdir(bin);
  reported.length = 0;
  // Nothing is there but what a test puts there, and there is no network: the proxy's port is the discard service's.
  const nowhere = 'http://127.0.0.1:9';
  env = { PATH: bin, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), HTTPS_PROXY: nowhere, https_proxy: nowhere };
});
afterEach(() => rm(folder, { recursive: true }));

async function command(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

describe('the temporal command', () => {
  test('is the one on PATH', async () => {
    await symlink(path('temporalBinary'), join(bin, 'temporal'));
    expect(await findTemporalBinary({ env, report })).toBe(join(bin, 'temporal'));
    expect(reported).toEqual([]);
  });

  test('is the earlier build where there is one', async () => {
    const built = join(folder, 'cache', 'avesa', 'temporal-v1.5.1', 'temporal');
    await mkdir(dirname(built), { recursive: true });
    await symlink(path('temporalBinary'), built);
    expect(await findTemporalBinary({ env, report })).toBe(built);
  });

  test('is built with Go where there is no other, into the cache, and progress is told', async () => {
    // Stands for the compiler, which takes minutes: what is tested is how it is called and what becomes of its output.
    await command(
      'go',
      `echo "$@" > "$GOBIN/arguments"; echo some/package >&2; cp ${path('temporalBinary')} "$GOBIN/temporal"`,
    );
    env['PATH'] = `${bin}:/usr/bin:/bin`;
    const found = await findTemporalBinary({ env, report });
    expect(found).toBe(join(folder, 'cache', 'avesa', 'temporal-v1.5.1', 'temporal'));
    expect(await readFile(join(dirname(found), 'arguments'), 'utf8')).toBe(
      'install -v github.com/temporalio/cli/cmd/temporal@v1.5.1\n',
    );
    expect(reported).toContain('building the Temporal server with Go, once, which takes minutes');
  });

  test('is nowhere: one error says what was tried, why it failed and what to do', async () => {
    await command('temporal', 'echo "unknown command server" >&2; exit 1');
    await command('go', 'echo "go: module requires a newer Go" >&2; exit 1');
    await expect(findTemporalBinary({ env, report })).rejects.toThrow(
      /^no Temporal server is to be had \('temporal' on PATH: .*unknown command server; download: .*; go install: .*newer Go\)\. Do one of these: put the 'temporal' command on PATH .* or set TEMPORAL_ADDRESS to a server of yours$/,
    );
  });

  test('is not looked for any longer once it was stopped', async () => {
    await command('go', 'sleep 60');
    env['PATH'] = `${bin}:/usr/bin:/bin`;
    const stop = new AbortController();
    const finding = findTemporalBinary({
      env,
      report: (what) => {
        if (what.startsWith('building')) stop.abort(new Error('stopped'));
      },
      signal: stop.signal,
    });
    await expect(finding).rejects.toThrow('stopped');
  });
});

describe('the time-skipping server', () => {
  test('is nowhere without Java and Maven: one error says so', async () => {
    await expect(findTestServer({ env, report })).rejects.toThrow(
      /^no time-skipping Temporal server is to be had \(download: .*; Maven: 'java' is not on PATH\)\. Do one of these: .*$/,
    );
    await command('java', 'exit 0');
    await expect(findTestServer({ env, report })).rejects.toThrow("Maven: 'mvn' is not on PATH");
  });
});

test("the SDK's download is found under the name that the SDK gives it", async () => {
  // Where the file is already, the SDK downloads nothing: it starts it, which a wrong name prevents.
  const { version } = JSON.parse(
    await readFile(new URL('../../node_modules/@temporalio/worker/package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  const target = join(folder, 'download');
  const file = join(target, `temporal-sdk-typescript-${version}`);
  await mkdir(target);
  await expect(downloadInto(target, 'dev-server', { env, report })).rejects.toThrow('failed to download');
  await symlink(path('temporalBinary'), file);
  await downloadInto(target, 'dev-server', { env, report });
  expect(await sdkDownload('dev-server', target, { env, report })).toBe(file);
});

test('a command on PATH is an executable file, the first of its name', async () => {
  await mkdir(join(bin, 'folder'));
  await writeFile(join(bin, 'text'), '');
  await command('tool', 'exit 0');
  expect(['folder', 'text', 'tool', 'other'].map((name) => onPath(name, { PATH: `/nowhere:${bin}` }))).toEqual([
    undefined,
    undefined,
    join(bin, 'tool'),
    undefined,
  ]);
});
