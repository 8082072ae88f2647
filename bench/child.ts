import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

type Message = { value: unknown } | { failure: string };

/** What a process of the benchmark is told, what it says when it is ready, and its last word. JSON. */
export interface Part {
  input: unknown;
  ready: unknown;
  end: unknown;
}
export interface Child<P extends Part> {
  ready: P['ready'];
  /** Asks it to end. */
  end(): Promise<P['end']>;
}

/** Starts a module of this folder that calls `serveParent`. @throws Error with what the process said when it fails */
export async function startChild<P extends Part>(module: string, input: P['input']): Promise<Child<P>> {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]): never => {
    throw new Error(`${module} ended with status ${String(code)}`);
  });
  exited.catch(() => undefined);
  const ask = async <T>(question: unknown): Promise<T> => {
    const answered = once(child, 'message') as Promise<[Message]>;
    child.send({ question });
    const [answer] = await Promise.race([answered, exited]);
    if ('failure' in answer) throw new Error(`${module}: ${answer.failure}`);
    return answer.value as T;
  };
  const ready = await ask<P['ready']>(input);
  return {
    ready,
    async end() {
      const last = await ask<P['end']>('end');
      child.disconnect();
      await exited.catch(() => undefined);
      return last;
    },
  };
}

/** The child's side: `start` gives what it is ready with, and what to do at the end. */
export function serveParent<P extends Part>(
  start: (input: P['input']) => Promise<{ ready: P['ready']; end: () => Promise<P['end']> }>,
): void {
  let end: (() => Promise<P['end']>) | undefined;
  process.on('message', ({ question }: { question: P['input'] }) => {
    const answer = async () => {
      if (end !== undefined) return end();
      const started = await start(question);
      end = started.end;
      return started.ready;
    };
    answer().then(
      (value) => process.send?.({ value } satisfies Message),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
}
