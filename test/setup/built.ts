import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Compiles what the end-to-end tests start as processes: `dist` is then what these sources say. */
export default async function setup(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: new URL('../..', import.meta.url) });
}
