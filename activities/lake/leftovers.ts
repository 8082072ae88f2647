import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './unavailable.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Removes what processes left in the staging folder when they were killed. A process of another machine cannot be asked
 * whether it lives: its folder is left alone for a day after its last change, which no attempt outlives.
 */
export async function removeLeftovers(staging: string, own: string): Promise<void> {
  // The file system's clock, which is another machine's where the folder is shared.
  const { mtimeMs: now } = await stat(own);
  for (const entry of await readdir(staging)) {
    const path = join(staging, entry);
    if (path === own || isAlive(Number.parseInt(entry, 10)) || now - (await lastChange(path)) < dayMs) continue;
    await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks. https://man7.org/linux/man-pages/man2/kill.2.html
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function lastChange(folder: string): Promise<number> {
  const entries = await readdir(folder).catch(() => []);
  const paths = [folder, ...entries.map((entry) => join(folder, entry))];
  return Math.max(...(await Promise.all(paths.map(changedMs))));
}

/** 0 where somebody removes it at the same time. */
async function changedMs(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}
