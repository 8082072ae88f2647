import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { madeOnce } from './cache.ts';
import { runCommand } from './command.ts';
import { reporting } from './progress.ts';
import type { Finding } from './finding.ts';

/** How the SDK's core names what it downloads. */
const prefix = { 'dev-server': 'temporal-sdk-typescript-', 'time-skipping': 'temporal-test-server-sdk-typescript-' };
export type SdkServer = keyof typeof prefix;

/** A network that swallows packets would otherwise hold us for minutes. */
const limitMs = 120_000;

/**
 * The SDK downloads a server only by starting one. It does so in a process of its own, which can be ended and leaves this
 * process's SDK runtime alone.
 */
const script = `
  import { createRequire } from 'node:module';
  import { Runtime } from '@temporalio/worker';
  const [type, downloadDir] = process.argv.slice(1);
  const sdkVersion = createRequire(process.cwd() + '/')('@temporalio/worker/package.json').version;
  const exe = { type: 'cached-download', downloadDir, version: 'default', ttl: 1e12, sdkName: 'sdk-typescript', sdkVersion };
  const devServer = { ip: '127.0.0.1', ui: false, uiPort: null, namespace: 'default', dbFilename: null,
    log: { format: 'pretty', level: 'error' } };
  try {
    const runtime = Runtime.instance();
    const server = await runtime.createEphemeralServer({ type, exe, port: null, extraArgs: [], ...(type === 'dev-server' ? devServer : {}) });
    await runtime.shutdownEphemeralServer(server);
    process.exit(0);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
`;

/** A server's executable, as the SDK downloads it, in the folder `target`; downloaded once. */
export async function sdkDownload(server: SdkServer, target: string, finding: Finding): Promise<string> {
  await madeOnce(target, finding.report, (folder) => downloadInto(folder, server, finding));
  const file = (await readdir(target)).find((name) => name.startsWith(prefix[server]));
  if (file === undefined) throw new Error(`the download into ${target} holds no server; remove that folder`);
  return join(target, file);
}

/** Downloads into this folder, unless the SDK finds its file there, and starts the server once. */
export async function downloadInto(folder: string, server: SdkServer, { env, report, signal }: Finding): Promise<void> {
  const signals = [AbortSignal.timeout(limitMs), ...(signal === undefined ? [] : [signal])];
  await reporting(
    () => 'downloading the Temporal server',
    report,
    () =>
      runCommand(process.execPath, ['--input-type=module', '--eval', script, server, folder], {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        env,
        signal: AbortSignal.any(signals),
      }),
  );
}
