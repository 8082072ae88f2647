import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFreePort, chooseFreePorts } from '../../worker/free-ports.ts';
import type { DemoSourceOptions, DemoSourceSettings } from '../demo-source/options.ts';

/**
 * What `start` and `dev` serve: 3 tenants with 4 tables each and 105,600 records, one in 500 spoiled, and a source that is not
 * always well.
 */
const demo: DemoSourceOptions = {
  tenants: 3,
  bad_share: 0.002,
  faults: [
    { kind: 'too_many_requests', when: { every: 40 }, retry_after: { seconds: 1 } },
    { kind: 'server_error', when: { every: 47 } },
    { kind: 'cut', when: { every: 83 } },
  ],
};

/** A demo source that was just ended may still hold its port. */
const portWaitMs = 3_000;

export interface DemoFiles {
  folder: string;
  options: string;
  secrets: string;
}
export function demoFiles(data: string): DemoFiles {
  const folder = join(data, 'demo');
  return { folder, options: join(folder, 'options.json'), secrets: join(folder, 'secrets.json') };
}

/**
 * Writes the demo source's options, those that the folder already has where it has some: its records follow from them. The port
 * stays the same as long as it is free, because addresses in it may be cursors of an unfinished run.
 *
 * @param given the user's own options, instead of the demo's
 */
export async function prepareDemo(data: string, given: DemoSourceSettings | undefined): Promise<DemoFiles> {
  const files = demoFiles(data);
  await mkdir(files.folder, { recursive: true });
  const kept = await readJson<DemoSourceOptions>(files.options);
  const options = { ...(given ?? kept ?? demo), port: await portOf(kept?.port), data_folder: files.folder };
  await writeFile(files.options, `${JSON.stringify(options, null, 2)}\n`);
  return files;
}

async function portOf(last: number | undefined): Promise<number> {
  const deadline = Date.now() + portWaitMs;
  while (last !== undefined && Date.now() < deadline) {
    if (await isFreePort(last)) return last;
    await sleep(100);
  }
  const [port] = await chooseFreePorts(1);
  return port!;
}

/** The made-up credentials of the demo's tenants, for commands that no worker starts; none where there is no demo. */
export async function demoSecrets(data: string): Promise<Record<string, string>> {
  return (await readJson<Record<string, string>>(demoFiles(data).secrets)) ?? {};
}

export async function keepDemoSecrets(files: DemoFiles, env: Record<string, string>): Promise<void> {
  await writeFile(files.secrets, JSON.stringify(env), { mode: 0o600 });
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
