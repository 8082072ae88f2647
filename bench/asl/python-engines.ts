import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, madeOnce } from '../../worker/cache.ts';
import { onPath, runCommand } from '../../worker/command.ts';
import { reporting, type Report } from '../../worker/progress.ts';

/** What else runs Step Functions definitions and is made in Python, in the versions that we compare with. */
export const pythonEngines = { ministack: '1.5.33', sfnx: '3.1.0', 'jsonata-python': '0.7.1' } as const;

const requirements = Object.entries(pythonEngines).map(([name, version]) => `${name}==${version}`);

/** Both in a virtual environment of their own, in our cache. @returns its Python @throws Error that says what is missing */
export async function installPythonEngines(report: Report): Promise<string> {
  const python = await findPython(process.env);
  const target = join(cacheFolder(process.env), `asl-engines-${pythonEngines.ministack}-${pythonEngines.sfnx}`);
  const folder = await madeOnce(target, report, async (unfinished) => {
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

/** The newest comes last: a package may have no wheel for it yet. */
const names = ['python3', 'python3.11', 'python3.12', 'python3.13', 'python3.14'];

async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  for (const name of names) {
    const path = onPath(name, env);
    if (path !== undefined && (await isRecent(path))) return path;
  }
  throw new Error(
    "MiniStack and sfnx are Python programs: put 'python3' (3.11 or later, with its venv module) on PATH",
  );
}

async function isRecent(python: string): Promise<boolean> {
  const question = 'import sys; sys.exit(sys.version_info < (3, 11))';
  return promisify(execFile)(python, ['-c', question]).then(
    () => true,
    () => false,
  );
}
