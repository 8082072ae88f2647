import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoSourceOptions } from '../../cli/demo-source/options.ts';
import { path } from '../setup/found.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}
export interface Running {
  process: ChildProcess;
  /** All of its words so far. */
  stderr(): string;
  /** Resolves when it has said this. @throws when it ends before */
  said(pattern: RegExp): Promise<void>;
  ended: Promise<Ended>;
}

/** A machine with nothing of avesa's on it but the package: the real command as a process, in a data folder of its own. */
export interface Machine {
  data: string;
  /** Starts the command without waiting for its end. */
  start(...argv: string[]): Running;
  run(...argv: string[]): Promise<Ended>;
  /** A JSON file in the machine's folder. */
  file(name: string, content: unknown): Promise<string>;
  /** Processes that have to do with the data folder, other than ours. */
  processes(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openMachine(more: Record<string, string> = {}): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-cli-'));
  const data = join(folder, 'data');
  const PATH = [dirname(path('temporalBinary')), process.env['PATH']].join(delimiter);
  const env = { PATH, HOME: process.env['HOME'] ?? folder, AVESA_DATA: data, ...more };
  const open = new Set<Running>();
  const start = (...argv: string[]) => {
    const running = follow(spawn(process.execPath, [main, ...argv], { env, cwd: folder }));
    open.add(running);
    void running.ended.then(() => open.delete(running));
    return running;
  };
  return {
    data,
    start,
    run: (...argv) => start(...argv).ended,
    async file(name, content) {
      await writeFile(join(folder, name), JSON.stringify(content));
      return name;
    },
    processes: () => processesOf(data),
    async close() {
      for (const running of open) running.process.kill('SIGINT');
      await Promise.all([...open].map((running) => running.ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcess): Running {
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...said });
    });
  });
  return {
    process: child,
    stderr: () => said.stderr,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(said.stderr)) resolve();
        };
        listeners.add(look);
        void ended.then(({ stderr }) => {
          reject(new Error(`it ended before it said ${String(pattern)}: ${stderr}`));
        });
        look();
      }),
    ended,
  };
}

/** Command lines that name the folder, and children of ours that have it in their environment. */
async function processesOf(data: string): Promise<string[]> {
  const { readdir } = await import('node:fs/promises');
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const id of ids) {
    const [command, environment] = await Promise.all(
      ['cmdline', 'environ'].map((file) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '')),
    );
    const ours = command!.includes(data) || environment!.split('\0').includes(`AVESA_DATA=${data}`);
    if (ours && Number(id) !== process.pid) found.push(command!.replaceAll('\0', ' ').trim());
  }
  return found;
}

/** Small enough for a test, with every kind of trouble that the demo has. */
export const smallDemo: DemoSourceOptions = {
  tenants: 3,
  records: { tickets: 600, time_entries: 400, companies: 60, contacts: 200 },
  bad_share: 0.01,
  page_size_max: 100,
  faults: [
    { kind: 'too_many_requests', when: { every: 23 }, retry_after: { seconds: 0 } },
    { kind: 'server_error', when: { every: 31 } },
  ],
};
