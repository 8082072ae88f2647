import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, madeOnce } from './cache.ts';
import { onPath, runCommand } from './command.ts';
import { firstWay, type Finding } from './finding.ts';
import { reporting } from './progress.ts';
import { sdkDownload } from './sdk-download.ts';

/** The last version that `go install` accepts; later ones have `replace` directives. */
const goVersion = 'v1.5.1';
const goPackage = `github.com/temporalio/cli/cmd/temporal@${goVersion}`;

/**
 * The `temporal` command: the one on PATH, else the SDK's download, else built with Go into our cache, which takes minutes
 * once.
 *
 * @throws Error that says what was tried, why each failed and what to do
 */
export function findTemporalBinary(finding: Finding): Promise<string> {
  const { env, signal } = finding;
  const cache = cacheFolder(env);
  const built = join(cache, `temporal-${goVersion}`);
  const ways = [
    { name: `'temporal' on PATH`, find: () => workingOnPath(env) },
    // An earlier build spares another look at a network that had no download then.
    ...(existsSync(built) ? [{ name: 'earlier build', find: () => Promise.resolve(join(built, 'temporal')) }] : []),
    { name: 'download', find: () => sdkDownload('dev-server', join(cache, 'temporal-download'), finding) },
    { name: 'go install', find: () => goInstall(built, finding) },
  ];
  return firstWay(
    ways,
    'no Temporal server is to be had',
    `Do one of these: put the 'temporal' command on PATH (https://docs.temporal.io/cli), let this machine download it, ` +
      `install Go (https://go.dev/dl) and run this again, or set TEMPORAL_ADDRESS to a server of yours`,
    signal,
  );
}

async function workingOnPath(env: NodeJS.ProcessEnv): Promise<string> {
  const path = onPath('temporal', env);
  if (path === undefined) throw new Error('not there');
  await runCommand(path, ['server', 'start-dev', '--help'], { env, signal: AbortSignal.timeout(20_000) });
  return path;
}

async function goInstall(target: string, { env, report, signal }: Finding): Promise<string> {
  const go = onPath('go', env);
  if (go === undefined) throw new Error('Go is not installed');
  let packages = 0;
  const what = () =>
    `building the Temporal server with Go, once, which takes minutes${packages === 0 ? '' : ` (${packages} packages compiled)`}`;
  await madeOnce(target, report, (folder) =>
    reporting(what, report, () =>
      runCommand(go, ['install', '-v', goPackage], {
        env: { ...env, GOBIN: folder },
        onLine: (line) => (packages += line.startsWith('go: ') ? 0 : 1),
        signal,
      }),
    ),
  );
  return join(target, 'temporal');
}
