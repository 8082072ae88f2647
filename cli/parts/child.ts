import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problems.ts';

/** Another `avesa` of ours, in a process of its own. */
export interface Child<T> {
  pid: number;
  ready: T;
  /** How it ended; pending while it runs. */
  ended: Promise<string>;
  /** Asks it to stop and waits; after `graceMs`, or when `hurry` is aborted, it is ended. */
  stop(graceMs: number, hurry?: AbortSignal): Promise<void>;
}

export interface ChildOptions {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Where its words go. */
  log: string;
  /** Given up where it is aborted before the child is ready. */
  signal: AbortSignal;
}

const main = fileURLToPath(new URL('../main.js', import.meta.url));

/**
 * Starts an `avesa` command and waits until it says that it is ready. It is in a process group of its own, so that a Ctrl-C
 * at the terminal is ours alone, and it ends by itself when this process is gone.
 *
 * @throws Problem with what it said last, when it ends before it is ready
 */
export async function startChild<T>({ args, env, log, signal }: ChildOptions): Promise<Child<T>> {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const child = fork(main, args, { env, detached: true, stdio: ['ignore', output, output, 'ipc'], execArgv: [] });
  closeSync(output);
  const killed = () => child.kill('SIGKILL');
  process.on('exit', killed);
  const ended = endOf(child).finally(() => process.off('exit', killed));
  const name = `avesa ${args[0] ?? ''}`;
  const stop = async (graceMs: number, hurry?: AbortSignal) => {
    child.kill(hurry?.aborted === true ? 'SIGKILL' : 'SIGTERM');
    hurry?.addEventListener('abort', killed, { once: true });
    const timer = setTimeout(killed, graceMs);
    await ended;
    clearTimeout(timer);
    hurry?.removeEventListener('abort', killed);
  };
  try {
    const ready = await Promise.race([
      readyOf<T>(child, signal),
      ended.then((how) => {
        throw new Problem(`'${name}' ${how}${lastWords(log)}`);
      }),
    ]);
    return { pid: child.pid!, ready, ended: ended.then((how) => `'${name}' ${how}${lastWords(log)}`), stop };
  } catch (error) {
    await stop(1_000);
    throw error;
  }
}

function readyOf<T>(child: ChildProcess, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message) resolve(message.ready as T);
    });
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(`cannot be started (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      resolve(`ended (${signal ?? `status ${String(code)}`})`);
    });
  });
}

/** Its own one-line message, where it left one; else where to look. */
function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const last = lines.findLast((line) => line.startsWith('avesa: '));
  return last === undefined ? `: see ${log}` : `: ${last.slice('avesa: '.length)}`;
}
