import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

export interface FileLock {
  release(): void;
}

/**
 * Takes a lock that the operating system holds for this process, through SQLite's own locking: it is gone with the process,
 * however that ended, so that no stale lock can remain and no process id can be mistaken. The path may be that of a database:
 * then every process that has it open holds it.
 *
 * @returns undefined while another holder has it
 */
export function tryLock(path: string): FileLock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path, { timeout: 0 });
  try {
    // Beside a write-ahead log an exclusive transaction still lets others read, but only who is alone can end the log.
    // https://www.sqlite.org/pragma.html#pragma_journal_mode
    database.exec('PRAGMA journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
  return { release: () => database.close() };
}
