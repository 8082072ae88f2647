import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, madeOnce } from '../worker/cache.ts';
import { onPath, runCommand } from '../worker/command.ts';
import { reporting, type Report } from '../worker/progress.ts';
import { packageRoot } from './package-root.ts';
import type { Reading } from './reading.ts';

const version = '1.31.0';
export const requirements = [`dlt[filesystem,parquet]==${version}`, 'pyarrow==26.0.1'] as const;

/** `dlt` in a virtual environment of its own, in our cache. @returns its Python @throws Error that says what is missing */
export async function installDlt(report: Report): Promise<string> {
  const python = onPath('python3', process.env);
  if (python === undefined) throw new Error("dlt is a Python program: put 'python3' (3.9 to 3.13) on PATH");
  const folder = await madeOnce(join(cacheFolder(process.env), `dlt-${version}`), report, async (unfinished) => {
    await runCommand(python, ['-m', 'venv', unfinished]);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', ...requirements];
    await reporting(
      () => `installing ${requirements.join(', ')} with pip, once`,
      report,
      () => runCommand(join(unfinished, 'bin', 'python'), pip),
    );
  });
  return join(folder, 'bin', 'python');
}

interface Loaded {
  seconds: number;
  records: number;
}

/** Loads the table into a folder. @returns what the load itself took, without Python's start and its imports */
export async function runDlt(python: string, reading: Reading, lake: string): Promise<Loaded> {
  const work_folder = await mkdtemp(join(tmpdir(), 'avesa-bench-dlt-'));
  const request = {
    ...reading,
    work_folder,
    lake_url: pathToFileURL(lake).href,
    processes: availableParallelism(),
    rows_per_file: 50_000,
  };
  try {
    return JSON.parse(await answered(python, JSON.stringify(request))) as Loaded;
  } finally {
    await rm(work_folder, { recursive: true, force: true });
  }
}

const script = join(packageRoot, 'bench', 'dlt_pipeline.py');

function answered(python: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(python, [script], { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim().split('\n').at(-1) ?? '');
      else reject(new Error(`dlt failed: ${stderr.trim().split('\n').slice(-5).join(' | ')}`));
    });
    child.stdin?.end(request);
  });
}
