import { join } from 'node:path';
import type { Config } from '../../worker/config.ts';
import type { DevServer } from '../../worker/dev-server.ts';
import { NothingFound } from '../../worker/finding.ts';
import { demoSourceClient, type DemoSourceClient } from '../demo-source/client.ts';
import type { DemoSourceSettings } from '../demo-source/options.ts';
import type { Io } from '../io.ts';
import { startChild, type Child } from '../parts/child.ts';
import type { EngineName } from '../parts/options.ts';
import { assertSpace, makeFolder } from '../parts/state.ts';
import { asProblem, type Server } from '../parts/temporal.ts';
import { Problem } from '../problems.ts';
import type { Screen } from '../screen.ts';
import { keepDemoSecrets, prepareDemo } from './demo.ts';
import { supervise, type Part, type Supervised } from './supervise.ts';

/** Everything that a pipeline needs on this machine. */
export interface Machine {
  /** With its workers' version. Null: the interpreter in this process does the runs. */
  server: (Server & { build_id: string }) | null;
  source: { url: string; client: DemoSourceClient };
  /** Rejects when a part cannot be kept running. */
  failed: Promise<never>;
  /** Stops all of it, the server last. */
  stop(): Promise<void>;
}

export interface MachineOptions {
  config: Config;
  io: Io;
  screen: Screen;
  /** Undefined: Temporal, where a server is to be had. */
  engine: EngineName | undefined;
  /** Instead of the demo's own. */
  demo: DemoSourceSettings | undefined;
  /** Takes the demo's tenants in, before the worker starts. */
  onSource: (client: DemoSourceClient) => Promise<void>;
}

/** How long a worker may go on with what it does; its own grace ends before. */
const workerGraceMs = 20_000;
const sourceGraceMs = 5_000;

/** Starts the server with a worker, if there is to be one, and the demo source, and keeps them running. @throws Problem */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { config, io, screen } = options;
  const parts: Pick<Supervised<Part>, 'failed' | 'stop'>[] = [];
  const stop = async () => {
    for (const part of [...parts].reverse()) await part.stop();
  };
  const keep = async <T extends Part>(name: string, start: () => Promise<T>): Promise<Supervised<T>> => {
    screen.show([{ text: `starting the ${name}` }]);
    const part = await supervise(start, {
      ended: (why) => {
        screen.say(`the ${name} has ended by itself (${why}): starting another`, 'warning');
      },
      startedAgain: () => {
        screen.show([]);
        screen.say(`the ${name} is up again`, 'good');
      },
    });
    parts.push(part);
    screen.show([]);
    return part;
  };
  try {
    await makeFolder(config.data);
    await assertSpace(config.data);
    const [server, source] = await both(serverIfAny(options, keep), startSource(options, keep));
    if (server === null) parts.push(await holdFolder(config.data));
    await options.onSource(source.client);
    const { env } = await source.client.tenants();
    await keepDemoSecrets(source.files, env);
    const build_id = server === null ? '' : await startWorker(options, keep, env);
    const failed = Promise.race(parts.map((part) => part.failed));
    failed.catch(() => undefined);
    return { server: server && { ...server, build_id }, source, failed, stop };
  } catch (error) {
    screen.show([]);
    await stop();
    throw io.signal.aborted ? io.signal.reason : error;
  }
}

/** Where one fails, the other has come to an end too: what it started is known and can be stopped. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

type Keep = <T extends Part>(name: string, start: () => Promise<T>) => Promise<Supervised<T>>;

async function serverIfAny(options: MachineOptions, keep: Keep): Promise<Server | null> {
  const { engine, screen } = options;
  if (engine === 'asl') return null;
  try {
    return await startServer(options, keep);
  } catch (error) {
    if (engine === 'temporal' || !(error instanceof Problem) || !(error.cause instanceof NothingFound)) throw error;
    screen.say(error.message, 'warning');
    screen.say('going on without one: the Step Functions definitions of the same workflows run in this process');
    return null;
  }
}

/** As a server of ours does: one machine for one folder. */
async function holdFolder(data: string): Promise<Pick<Supervised<Part>, 'failed' | 'stop'>> {
  const { tryLock } = await import('../../worker/lock.ts');
  const lock = tryLock(join(data, 'temporal.lock'));
  if (lock === undefined)
    throw new Problem(`another avesa is running on ${data}: stop it, or set AVESA_DATA to another folder`);
  return {
    failed: new Promise<never>(() => undefined),
    stop: () => {
      lock.release();
      return Promise.resolve();
    },
  };
}

async function startWorker(options: MachineOptions, keep: Keep, env: Record<string, string>): Promise<string> {
  const worker = await keep('worker', () =>
    startPart<{ build_id: string }>(['worker', '--promote'], 'worker', workerGraceMs, options, env),
  );
  return worker.current().ready.build_id;
}

async function startServer({ config, io, screen }: MachineOptions, keep: Keep): Promise<Server> {
  const { address, namespace } = config.temporal;
  if (address !== null) {
    screen.say(`Temporal server at ${address} (TEMPORAL_ADDRESS)`);
    return { address, ui_url: null };
  }
  const { startDevServer } = await import('../../worker/dev-server.ts');
  const { createLog } = await import('../../worker/log.ts');
  const log = createLog({ level: config.log_level, file: join(config.data, 'logs', 'server.log') });
  const start = (): Promise<DevServer> =>
    asProblem(() =>
      startDevServer({ data: config.data, namespace, log, report: reporter(screen), env: io.env, signal: io.signal }),
    );
  const part = await keep('Temporal server', start);
  const { address: own, ui_url } = part.current();
  screen.say(`Temporal server at ${own}`);
  return { address: own, ui_url };
}

/** On a terminal every second, elsewhere at the beginning and now and then. */
function reporter(screen: Screen): (what: string, elapsedSeconds: number) => void {
  let last = '';
  return (what, seconds) => {
    const text = `${what}, ${seconds} s`;
    if (screen.size() !== null) screen.show([{ text }]);
    else if (seconds % 15 === 0 && text !== last) screen.say(text);
    last = text;
  };
}

async function startSource(options: MachineOptions, keep: Keep) {
  const { config, screen } = options;
  const files = await prepareDemo(config.data, options.demo);
  const args = ['source', '--config', files.options];
  const part = await keep('demo source', () => startPart<{ url: string }>(args, 'source', sourceGraceMs, options));
  const { url } = part.current().ready;
  screen.say(`demo source at ${url}`);
  return { url, files, client: demoSourceClient(url) };
}

async function startPart<T>(
  args: readonly string[],
  name: string,
  graceMs: number,
  { config, io }: MachineOptions,
  env: Record<string, string> = {},
): Promise<Omit<Child<T>, 'stop'> & Part> {
  const log = join(config.data, 'logs', `${name}.log`);
  const child = await startChild<T>({ args, env: { ...io.env, ...env }, log, signal: io.signal });
  return { ...child, stop: () => child.stop(graceMs, io.hurry) };
}
