import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../worker/command.ts';
import { packageRoot } from '../package-root.ts';

/** Names the files and the options of both sides. */
export const project = 'bench/transpile/workflows.tsconfig.json';

/** `out`: where the definitions go. */
export const transpile = (out: string): Promise<number> =>
  timed(['dist/cli/main.js', 'transpile', 'workflows/index.ts', '--project', project, '--out', out, '--quiet']);

export const tsc = (): Promise<number> => timed(['node_modules/typescript/bin/tsc', '-p', project, '--noEmit']);

/** A Node process from its start to its end. @returns milliseconds @throws Error with what it said when it fails */
async function timed(args: readonly string[]): Promise<number> {
  const started = performance.now();
  await runCommand(process.execPath, args, { cwd: packageRoot });
  return performance.now() - started;
}

const machines = ['pipelineOrchestrator', 'tenantProcessor', 'tableProcessor'];

/** @throws Error when a definition in `out` is not the one that is checked in */
export async function checkDefinitions(out: string): Promise<void> {
  for (const file of machines.map((name) => `${name}.asl.json`)) {
    const [made, expected] = await Promise.all(
      [out, join(packageRoot, 'asl', 'definitions')].map((folder) => readFile(join(folder, file), 'utf8')),
    );
    if (made !== expected) throw new Error(`${file} is not as it is in asl/definitions`);
  }
}
