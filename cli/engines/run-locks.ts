import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from '../../worker/lock.ts';

/** Each run of the interpreter has a file of its own, locked by the process that runs it, and removed at the run's end. */
const folderOf = (data: string): string => join(data, 'asl');
const fileOf = (data: string, executionId: string): string => join(folderOf(data), `${executionId}.lock`);

/** Gives what ends the lock; undefined if the run has a process already. */
export function lockRun(data: string, executionId: string): (() => void) | undefined {
  const lock = tryLock(fileOf(data, executionId));
  if (lock === undefined) return undefined;
  return () => {
    lock.release();
    forgetRun(data, executionId);
  };
}

/** Whether a process runs it now. */
export function isLocked(data: string, executionId: string): boolean {
  const file = fileOf(data, executionId);
  if (!existsSync(file)) return false;
  const lock = tryLock(file);
  lock?.release();
  return lock === undefined;
}

/** Runs whose process is gone before their end, the oldest first. */
export function leftRuns(data: string): string[] {
  if (!existsSync(folderOf(data))) return [];
  const ids = readdirSync(folderOf(data)).flatMap((name) => /^(.+)\.lock$/.exec(name)?.slice(1) ?? []);
  return ids.filter((id) => !isLocked(data, id)).sort();
}

export function forgetRun(data: string, executionId: string): void {
  rmSync(fileOf(data, executionId), { force: true });
}
