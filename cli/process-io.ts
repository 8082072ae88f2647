import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Io, Terminal } from './io.ts';

/** This process's own streams, environment and interrupts. */
export function processIo(): Io {
  // `avesa data sql … | head` closes our stdout early: that is how the reader says "enough".
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  // Words that nobody reads are no reason to stop: what the command does may matter to others.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const signals = interrupts();
  return {
    stdout: (text) => process.stdout.write(`${text}\n`),
    stderr: (text) => process.stderr.write(`${text}\n`),
    terminal: terminalOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    ...signals,
    // Whoever typed `-` by mistake gets out with Ctrl-C.
    stdin: () => Promise.race([text(process.stdin), aborted(signals.signal)]),
    ask,
    tellParent: (message) => process.send?.(message),
  };
}

function terminalOf(stream: NodeJS.WriteStream): Terminal | null {
  // The type says always a boolean; for a pipe or a file there is none.
  if (!(stream.isTTY as boolean | undefined) || process.env['TERM'] === 'dumb') return null;
  return {
    columns: () => stream.columns,
    rows: () => stream.rows,
    write: (raw) => stream.write(raw),
    colours: !process.env['NO_COLOR'],
  };
}

/** Rejects when the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  await once(signal, 'abort');
  throw signal.reason;
}

const leaveWithinMs = 5_000;

function interrupts(): Pick<Io, 'signal' | 'hurry'> {
  const first = new AbortController();
  const second = new AbortController();
  const interrupt = () => {
    if (!first.signal.aborted) {
      first.abort();
      return;
    }
    second.abort();
    // Whatever still hangs then is left.
    setTimeout(() => process.exit(1), leaveWithinMs).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  // Whoever started us is gone without a word, and perhaps all that we work with: others go on with what we did.
  process.once('disconnect', () => process.exit(1));
  return { signal: first.signal, hurry: second.signal };
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
