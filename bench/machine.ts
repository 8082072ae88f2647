import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

/** Processors, memory and system. */
export function computer(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${availableParallelism()} cores (${model}), ${memory} GiB of memory, ${platform()} ${arch()}`;
}

/** What the numbers were measured on and with. */
export function machine(dltPython: string, temporal: string): string[] {
  const packages = ['@temporalio/worker', '@duckdb/node-api'].map((name) => `${name} ${installedVersion(name)}`);
  return [
    computer(),
    `Node ${process.version}, ${packages.join(', ')}`,
    said(temporal, ['--version']),
    said(dltPython, ['-c', pythonVersions]),
  ];
}

const pythonVersions = `
import platform
from importlib.metadata import version
print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in ("dlt", "pyarrow", "orjson")))
`;

/** Of a package in `node_modules`. */
export function installedVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** The output of a command. */
export const said = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8' }).trim();
