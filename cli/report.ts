import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityError } from '../activities/errors.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { Problem, Problems } from './problems.ts';
import { oneLine } from './text/one-line.ts';
import { version } from './version.ts';

/**
 * The one place where an error becomes words and an exit code. What we know is one line (several problems: one line each);
 * everything else is a bug of ours, whose stack goes to a file, and to the terminal only with `--debug`.
 */
export function report(error: unknown, io: Pick<Io, 'stderr' | 'signal'>, argv: readonly string[]): ExitCode {
  const debug = argv.includes('--debug');
  const known = io.signal.aborted && isStop(error) ? new Problem('stopped') : problemOf(error);
  if (known === undefined) return reportBug(error, io, argv, debug);
  const lines = known instanceof Problems ? known.lines : [known.message];
  for (const line of lines) io.stderr(`avesa: ${oneLine(line)}`);
  if (debug) io.stderr(stackOf(error));
  return known.exitCode;
}

/** What an aborted signal makes of whatever was going on. */
function isStop(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'CancelledError');
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  // What the activities' parts throw says what is wrong and what to do; it is never our own fault.
  if (error instanceof ActivityError) return new Problem(error.message);
  if (!(error instanceof Error)) return undefined;
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return new Problem(`a request to the demo source failed: ${causesOf(error)}`);
  }
  if (error.name === 'ServiceError') return new Problem(`the Temporal server failed: ${causesOf(error)}`);
  return systemProblem(error);
}

function systemProblem(error: NodeJS.ErrnoException): Problem | undefined {
  const where = error.path === undefined ? '' : ` '${error.path}'`;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(`the disk is full${where && `, at${where}`}: free some space, then repeat the command`);
    case 'EROFS':
      return new Problem(`cannot write${where}: the file system is read-only; set AVESA_DATA to a folder that is not`);
    case 'EACCES':
    case 'EPERM':
      return new Problem(`no permission to use${where}: change its owner or mode, or set AVESA_DATA to another folder`);
    case 'EMFILE':
    case 'ENFILE':
      return new Problem('too many open files: raise the limit (ulimit -n), then repeat the command');
    default:
      return undefined;
  }
}

function causesOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

function reportBug(error: unknown, io: Pick<Io, 'stderr'>, argv: readonly string[], debug: boolean): ExitCode {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const log = debug ? undefined : writeLog(error, argv);
  const where = debug
    ? 'the stack follows'
    : `the stack is in ${log ?? 'no file (none can be written)'}; --debug prints it`;
  io.stderr(`avesa: this is a bug of avesa: ${oneLine(message).slice(0, 500)} (${where})`);
  if (debug) io.stderr(stackOf(error));
  return exitCodes.bug;
}

/** Among the temporary files: the data folder may be what is broken. */
function writeLog(error: unknown, argv: readonly string[]): string | undefined {
  const name = `avesa-bug-${new Date().toISOString().replace(/[:.]/g, '')}-${process.pid}.log`;
  const text = [`avesa ${version}`, `node ${process.version} ${process.platform} ${process.arch}`];
  text.push(`arguments: ${JSON.stringify(argv)}`, '', stackOf(error), '');
  try {
    const path = join(tmpdir(), name);
    writeFileSync(path, text.join('\n'), { mode: 0o600 });
    return path;
  } catch {
    return undefined;
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
