import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FileLock } from '../../worker/lock.ts';
import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { configOf, shownPath } from '../parts/config.ts';
import { emptyFolders, knownFiles } from '../parts/data-folder.ts';
import { makeFolder } from '../parts/state.ts';
import { Problem } from '../problems.ts';
import { bytes, counted } from '../text/amounts.ts';

export const resetCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nOnly files that avesa itself has made are removed; the tenants are among them.')
    .action(ends((options: { yes?: true }) => reset(options, io)));
};

async function reset(options: { yes?: true }, io: Io): Promise<ExitCode> {
  const { data, lake, state } = configOf(io);
  const shown = shownPath(data, io);
  for (const [what, place] of [['lake', lake] as const, ['state store', state] as const]) {
    if (!place.startsWith(join(data, sep))) io.stderr(`the ${what} ${place} lies outside the data folder and stays`);
  }
  if (!existsSync(data)) {
    io.stderr(`there is nothing to remove: no folder ${shown}`);
    return exitCodes.good;
  }
  await makeFolder(data);
  // Before our locks are among them.
  const files = await knownFiles(data);
  const { tryLock } = await import('../../worker/lock.ts');
  const running = `an avesa is running on ${shown}: stop it first (Ctrl-C in its terminal), then repeat this`;
  const server = tryLock(join(data, 'temporal.lock'));
  if (server === undefined) throw new Problem(running);
  try {
    const store = lockStore(join(data, 'state.db'), tryLock);
    if (store === 'in use') throw new Problem(running);
    try {
      return await removeAll({ data, shown, files }, options, io);
    } finally {
      store?.release();
    }
  } finally {
    server.release();
  }
}

/** Whoever works with the state store, on whatever server, has it open. Of one that is missing or damaged there is no lock. */
function lockStore(path: string, tryLock: (path: string) => FileLock | undefined): FileLock | 'in use' | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return tryLock(path) ?? 'in use';
  } catch {
    return undefined;
  }
}

async function removeAll(
  { data, shown, files }: { data: string; shown: string; files: readonly { bytes: number }[] },
  options: { yes?: true },
  io: Io,
): Promise<ExitCode> {
  const size = bytes(files.reduce((sum, file) => sum + file.bytes, 0));
  const what = `${counted(files.length, 'file')} (${size}) of ${shown}: lake, jobs, watermarks, tenants`;
  if (!options.yes) {
    const answer = await io.ask(`Remove ${what}? [y/N] `);
    if (answer === undefined) throw new Problem("there is no terminal to ask at: repeat this with '--yes'");
    if (!/^y(es)?$/i.test(answer.trim())) {
      io.stderr('nothing was removed');
      return exitCodes.failed;
    }
  }
  const { endOrphan } = await import('../../worker/server-record.ts');
  await endOrphan(data, 10_000);
  for (const { path } of await knownFiles(data)) await rm(path, { force: true });
  const left = await emptyFolders(data);
  io.stderr(`removed ${what}`);
  if (left.length > 0) io.stderr(`left, because avesa did not make it: ${left.slice(0, 5).join(', ')}`);
  return exitCodes.good;
}
