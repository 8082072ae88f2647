import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidConfiguration } from '../errors.ts';
import type { Log, Secrets } from '../ports.ts';

/** No credential is longer; anything longer is the wrong file. */
export const largestSecret = 64 * 1024;
const readableByOthers = 0o004;

export interface EnvironmentSecretsOptions {
  environment: Readonly<Record<string, string | undefined>>;
  /** Where the paths of `file:PATH` start. */
  folder: string;
  log?: Pick<Log, 'warn'>;
}

/**
 * Secrets from environment variables (`env:NAME`) and files (`file:PATH`). A value that is a JSON object of texts is given as
 * such. Files are read each time, so that a credential may change under a running worker.
 */
export function environmentSecrets({ environment, folder, log }: EnvironmentSecretsOptions): Secrets {
  const warned = new Set<string>();
  return {
    async resolve(secretRef) {
      const [scheme, ...rest] = secretRef.split(':');
      const name = rest.join(':');
      if (scheme === 'env') return valueOf(secretRef, fromEnvironment(secretRef, name, environment));
      // What is no reference may be a credential.
      if (scheme !== 'file') throw new InvalidConfiguration('a secret is named env:NAME or file:PATH: this one is not');
      const { text, open } = await fromFile(secretRef, resolve(folder, name));
      if (open && !warned.has(name)) {
        warned.add(name);
        log?.warn({ secret_ref: secretRef }, 'the file of a secret is readable by everybody: chmod o-r it');
      }
      return valueOf(secretRef, text);
    },
  };
}

function fromEnvironment(
  secretRef: string,
  name: string,
  environment: EnvironmentSecretsOptions['environment'],
): string {
  const text = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (text === undefined) throw failure(secretRef, `there is no environment variable '${name}': set it`);
  return text;
}

async function fromFile(secretRef: string, path: string): Promise<{ text: string; open: boolean }> {
  try {
    const { mode, size, isFile } = await describe(path);
    // A pipe or a device would be waited for without end.
    if (!isFile) throw failure(secretRef, 'that is no regular file: name one');
    if (size > largestSecret)
      throw failure(secretRef, `the file is longer than ${largestSecret / 1024} KiB: name the right one`);
    return { text: await readFile(path, 'utf8'), open: (mode & readableByOthers) !== 0 };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const reason =
      code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw failure(secretRef, `${reason}: make it, or name another`);
  }
}

async function describe(path: string): Promise<{ mode: number; size: number; isFile: boolean }> {
  const stats = await stat(path);
  return { mode: stats.mode, size: stats.size, isFile: stats.isFile() };
}

function valueOf(secretRef: string, raw: string): string | Record<string, string> {
  const text = raw.replace(/\r?\n$/, '');
  if (text === '') throw failure(secretRef, 'it is empty');
  const parsed = text.startsWith('{') ? parseObject(text) : undefined;
  if (parsed === undefined) return text;
  if (Object.values(parsed).every((value) => typeof value === 'string')) return parsed as Record<string, string>;
  throw failure(secretRef, 'it is a JSON object, but not all of its values are texts');
}

/** A text may begin with a brace without being JSON. */
function parseObject(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Names the reference only: neither the value nor where the folder is. */
function failure(secretRef: string, reason: string): InvalidConfiguration {
  return new InvalidConfiguration(`secret ${JSON.stringify(secretRef.slice(0, 200))}: ${reason}`);
}
