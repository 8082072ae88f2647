import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Json } from '../../asl/spec/states.ts';
import { packageRoot } from '../package-root.ts';

/** One call of a task; the last step stays for all that follow. Of those `for` some arguments, only calls with them take one. */
export type Step = { for?: Json } & ({ return: Json } | { throw: { error: string; cause: string } });

export interface ScriptedMachine {
  definition: object;
  input: Json;
  /** By the state's name. */
  tasks: Record<string, Step[]>;
}

export interface SfnxRun {
  ended:
    | { output: Json }
    | { error: string; cause: string }
    | { refused: string }
    | { unsupported: string }
    | { broken: string };
  /** The arguments of each call, by the state's name. */
  calls: Record<string, Json[]>;
  /** What `sfnx.testing.run` took, its checks included. */
  seconds: number;
}

const script = join(packageRoot, 'bench', 'asl', 'sfnx_run.py');

/** Runs machines with `sfnx.testing`, one after the other in one process. @throws Error with what it said when it fails */
export async function runWithSfnx(python: string, machines: readonly ScriptedMachine[]): Promise<SfnxRun[]> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-600)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.stdin.end(machines.map((machine) => `${JSON.stringify(machine)}\n`).join(''));
  const runs: SfnxRun[] = [];
  for await (const line of createInterface({ input: child.stdout })) runs.push(JSON.parse(line) as SfnxRun);
  const [code] = await closed;
  if (code !== 0) throw new Error(`sfnx.testing ended with status ${String(code)}: ${said}`);
  return runs;
}
