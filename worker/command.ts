import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface CommandOptions {
  cwd?: string | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  /** Each line of its output as it comes. */
  onLine?: ((line: string) => void) | undefined;
  /** Ends the command. */
  signal?: AbortSignal | undefined;
}

/** Runs a command without a shell. @throws Error that names the command and the end of what it said */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<void> {
  const said: string[] = [];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    env: options.env,
    signal: options.signal,
  });
  const hear = (chunk: Buffer) => {
    const lines = chunk.toString().split(/\r?\n/).filter(Boolean);
    said.push(...lines);
    said.splice(0, said.length - 20);
    lines.forEach((line) => options.onLine?.(line));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const end = await new Promise<string>((resolve, reject) => {
    child.on('error', (error) => {
      reject(options.signal?.aborted === true ? (options.signal.reason as Error) : error);
    });
    child.on('close', (code, signal) => {
      resolve(code === 0 ? '' : `ended with ${signal ?? `status ${String(code)}`}`);
    });
  });
  if (end !== '') throw new Error(`${command} ${end}${said.length === 0 ? '' : `: ${said.slice(-5).join(' | ')}`}`);
}

/** The executable file that a command's name stands for on this PATH. */
export function onPath(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
