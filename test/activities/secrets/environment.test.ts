import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentSecrets } from '../../../activities/secrets/environment.ts';
import { secretsContract } from './contract.ts';

secretsContract('environment variables', () => {
  const environment: Record<string, string> = {};
  return Promise.resolve({
    secrets: environmentSecrets({ environment, folder: '/' }),
    store(name, value) {
      environment[name] = value;
      return Promise.resolve(`env:${name}`);
    },
    missing: 'env:NOT_SET',
    close: () => Promise.resolve(),
  });
});

secretsContract('files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-secrets-'));
  return {
    secrets: environmentSecrets({ environment: {}, folder }),
    async store(name, value) {
      await writeFile(join(folder, name), value, { mode: 0o600 });
      return `file:${name}`;
    },
    missing: 'file:not-there',
    close: () => rm(folder, { recursive: true }),
  };
});

test("an object's inherited names are no environment variables", async () => {
  const secrets = environmentSecrets({ environment: {}, folder: '/' });
  await expect(secrets.resolve('env:toString')).rejects.toThrow("there is no environment variable 'toString': set it");
});

describe('files of secrets', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avesa-secrets-'));
    await mkdir(join(folder, 'a-folder'));
    execFileSync('mkfifo', [join(folder, 'a-pipe')]);
    await writeFile(join(folder, 'long'), 'x'.repeat(64 * 1024 + 1));
    await writeFile(join(folder, 'target'), 'token\n');
    await symlink('target', join(folder, 'a-link'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    { ref: 'file:a-folder', message: 'that is no regular file: name one' },
    { ref: 'file:a-pipe', message: 'that is no regular file: name one' },
    { ref: 'file:', message: 'that is no regular file: name one' },
    { ref: 'file:long', message: 'the file is longer than 64 KiB: name the right one' },
    { ref: 'file:target/below', message: 'there is no such file: make it, or name another' },
    { ref: 'file:\0', message: 'the file cannot be read (ERR_INVALID_ARG_VALUE): make it, or name another' },
  ])('$ref is refused: $message', async ({ ref, message }) => {
    await expect(environmentSecrets({ environment: {}, folder }).resolve(ref)).rejects.toThrow(message);
  });

  test('are found relative to the folder, by an absolute path, and through links, as mounted secrets are', async () => {
    const secrets = environmentSecrets({ environment: {}, folder });
    const found = [`file:target`, `file:${join(folder, 'target')}`, 'file:a-link'].map((ref) => secrets.resolve(ref));
    expect(await Promise.all(found)).toEqual(['token', 'token', 'token']);
  });

  test.each([
    { mode: 0o644, warnings: 1 },
    { mode: 0o640, warnings: 0 },
    { mode: 0o600, warnings: 0 },
  ])('with mode $mode give $warnings warnings in all, without the value', async ({ mode, warnings }) => {
    await chmod(join(folder, 'target'), mode);
    const warned: unknown[] = [];
    const log = { warn: (...warning: unknown[]) => warned.push(warning) };
    const secrets = environmentSecrets({ environment: {}, folder, log });
    await secrets.resolve('file:target');
    await secrets.resolve('file:target');
    expect(warned).toHaveLength(warnings);
    expect(JSON.stringify(warned)).not.toContain('token');
  });
});
