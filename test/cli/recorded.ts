import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { runCli } from '../../cli/program.ts';

export interface Recorded {
  code: number;
  /** Lines. */
  stdout: string[];
  stderr: string[];
}

export interface RecordedOptions {
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string;
  /** What is answered on the terminal; none: there is no terminal. */
  answer?: string;
  /** Aborted for Ctrl-C. */
  signal?: AbortSignal;
  /** Told each line of stderr as it comes. */
  onStderr?: (line: string) => void;
}

/** Runs a command line in this process. Only what is given is in its environment. */
export async function avesa(argv: readonly string[], options: RecordedOptions = {}): Promise<Recorded> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const never = new AbortController().signal;
  const io: Io = {
    stdout: (text) => stdout.push(...text.split('\n')),
    stderr: (text) => {
      stderr.push(...text.split('\n'));
      options.onStderr?.(text);
    },
    terminal: null,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? never,
    hurry: never,
    stdin: () => Promise.resolve(options.stdin ?? ''),
    ask: () => Promise.resolve(options.answer),
    tellParent: () => undefined,
  };
  return { code: await runCli(argv, io), stdout, stderr };
}

/** Gives `use` a folder of its own and removes it afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-cli-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
