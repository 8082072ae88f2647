import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock, type FileLock } from './lock.ts';
import { reporting, type Report } from './progress.ts';

/** Where programs that we built or downloaded stay between runs. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const xdg = env['XDG_CACHE_HOME'];
  // A relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'avesa');
}

/**
 * The folder `target`, made once for all processes: `make` fills an empty folder, which then gets its name in one step. A
 * second process waits for the first; what an interrupted one left behind is thrown away.
 */
export async function madeOnce(
  target: string,
  report: Report,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  if (existsSync(target)) return target;
  const lock = await takeLock(`${target}.lock`, report);
  try {
    if (existsSync(target)) return target;
    const folder = `${target}.unfinished`;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await make(folder);
    await rename(folder, target);
    return target;
  } finally {
    lock.release();
  }
}

async function takeLock(path: string, report: Report): Promise<FileLock> {
  const free = tryLock(path);
  if (free !== undefined) return free;
  return reporting(
    () => 'waiting for another process that is making the same',
    report,
    async () => {
      for (;;) {
        const lock = tryLock(path);
        if (lock !== undefined) return lock;
        await sleep(250);
      }
    },
  );
}
