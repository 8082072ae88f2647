import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { z } from 'zod';

/** The dev server that was last started on a data folder: how others of ours find it, and what a killed process left behind. */
const serverRecord = z.object({
  pid: z.int(),
  database: z.string(),
  port: z.int(),
  ui_port: z.int(),
  address: z.string(),
  ui_url: z.string(),
});
export type ServerRecord = z.infer<typeof serverRecord>;

const recordFile = (data: string) => join(data, 'temporal.json');

export async function readRecord(data: string): Promise<ServerRecord | undefined> {
  try {
    return serverRecord.parse(JSON.parse(await readFile(recordFile(data), 'utf8')));
  } catch {
    // Without a readable record there is no server to find: the lock, not this file, keeps two apart.
    return undefined;
  }
}

export async function writeRecord(data: string, record: ServerRecord): Promise<void> {
  const unfinished = `${recordFile(data)}.unfinished`;
  await writeFile(unfinished, JSON.stringify(record));
  await rename(unfinished, recordFile(data));
}

/** Whether the recorded process is there and is that server: a process id alone may belong to another program by now. */
export async function isRunning({ pid, database }: ServerRecord): Promise<boolean> {
  const command = await commandLine(pid);
  return command.includes('start-dev') && command.includes(database);
}

/** Ends the server that a killed process left behind on this folder. */
export async function endOrphan(data: string, withinMs: number): Promise<void> {
  const record = await readRecord(data);
  if (record === undefined || !(await isRunning(record))) return;
  process.kill(record.pid, 'SIGTERM');
  const deadline = performance.now() + withinMs;
  while (await isRunning(record)) {
    if (performance.now() > deadline) process.kill(record.pid, 'SIGKILL');
    await sleep(50);
  }
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (existsSync('/proc/self/cmdline')) return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}
