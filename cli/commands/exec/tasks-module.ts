import { Console } from 'node:console';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TaskHandlers } from '../../../asl/interpreter/tasks/handler.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { aborted } from '../../process-io.ts';
import { unreadable } from '../../parts/text-file.ts';
import { Problem } from '../../problems.ts';
import { oneLine, quoted } from '../../text/one-line.ts';
import type { Screen } from '../../screen.ts';

/** Gives `use` the handlers of a module, and keeps what the module writes out of stdout. @throws Problem */
export async function withTasksModule<T>(
  file: string | undefined,
  { io, screen }: { io: Pick<Io, 'cwd' | 'signal'>; screen: Screen },
  use: (tasks: TaskHandlers | undefined) => Promise<T>,
): Promise<T> {
  if (file === undefined) return use(undefined);
  const restores = [wordsToStderr(), strayErrors(file, io, screen), ownEnd(file, screen)];
  try {
    return await use(handlersIn(await load(file, io), file));
  } finally {
    for (const restore of restores) restore();
  }
}

/** What a handler writes with `console` is no data of ours. */
function wordsToStderr(): () => void {
  const ours = globalThis.console;
  globalThis.console = new Console(process.stderr, process.stderr);
  return () => {
    globalThis.console = ours;
  };
}

/** A module that ends the process is not to look like a run that succeeded. */
function ownEnd(file: string, screen: Screen): () => void {
  const tell = (code: number) => {
    if (code !== 0) return;
    screen.say(`${oneLine(file)} ended the process with process.exit(0) before the run had ended`, 'bad');
    process.exitCode = exitCodes.failed;
  };
  process.once('exit', tell);
  return () => process.off('exit', tell);
}

/** What the module throws where no handler can catch it is told, and is no bug of ours. */
function strayErrors(file: string, { cwd }: Pick<Io, 'cwd'>, screen: Screen): () => void {
  const path = resolve(cwd, file);
  const { href } = pathToFileURL(path);
  const tell = (error: unknown) => {
    screen.say(`${oneLine(file)}: an error that no handler waits for: ${oneLine(wordsOf(error))}`, 'warning');
  };
  process.on('unhandledRejection', tell);
  process.setUncaughtExceptionCaptureCallback((error) => {
    if (error.stack?.includes(href) || error.stack?.includes(path)) tell(error);
    else process.emit('uncaughtException', error);
  });
  return () => {
    process.off('unhandledRejection', tell);
    process.setUncaughtExceptionCaptureCallback(null);
  };
}

const longestLoadMs = 30_000;

async function load(file: string, { cwd, signal }: Pick<Io, 'cwd' | 'signal'>): Promise<Record<string, unknown>> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const path = resolve(cwd, file);
    if (!(await stat(path)).isFile()) throw new Problem(`${quoted(file)} is not a file: name a module`);
    // A module that awaits what never comes would end the process without a word.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Problem(`${quoted(file)} has not loaded after ${longestLoadMs / 1000} s`));
      }, longestLoadMs);
    });
    return await Promise.race([
      import(pathToFileURL(path).href) as Promise<Record<string, unknown>>,
      late,
      aborted(signal),
    ]);
  } catch (error) {
    throw loadProblem(file, error);
  } finally {
    clearTimeout(timer);
  }
}

function loadProblem(file: string, error: unknown): unknown {
  if (error instanceof Problem || (error instanceof Error && error.name === 'AbortError')) return error;
  const known = isOwnFault(error) ? unreadable(file, error) : error;
  if (known instanceof Problem) return known;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return new Problem(
      `${quoted(file)}: Node.js ${process.versions.node} loads no such files; write .js or .mjs, or use 22.18 or newer for .ts`,
    );
  }
  const [, line] = /^file:\/\/\S*?:(\d+)(?::\d+)?$/m.exec(error instanceof Error ? (error.stack ?? '') : '') ?? [];
  const where = line === undefined ? oneLine(file) : `${oneLine(file)}:${line}`;
  return new Problem(`${where}: the module does not load: ${wordsOf(error)}`, undefined, error);
}

/** Of the file itself, not of one that the module asks for. */
const isOwnFault = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'stat';

function handlersIn(module: Record<string, unknown>, file: string): TaskHandlers {
  // Of a CommonJS module Node gives all exports as the default one.
  const whole = module['default'] as { tasks?: unknown } | null | undefined;
  const exported = [module['tasks'], whole?.tasks, whole];
  const tasks = exported.find((each) => typeof each === 'object' && each !== null);
  if (tasks === undefined) {
    throw new Problem(
      `${quoted(file)} exports no handlers: make its default export, or 'tasks', an object of functions`,
    );
  }
  const [wrong] = Object.entries(tasks).find(([, handler]) => typeof handler !== 'function') ?? [];
  if (wrong !== undefined) throw new Problem(`${quoted(file)}: the handler ${quoted(wrong)} is not a function`);
  return tasks as TaskHandlers;
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
