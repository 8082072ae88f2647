import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';

/** `.ts` in a source tree, `.js` in a build. */
const extension = extname(fileURLToPath(import.meta.url));
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = file('../workflow-bundle.js');

/**
 * The workflows with what runs beside them in the sandbox, as one piece of code: what `npm run build` has left, else made
 * here, which takes a second or two.
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  return extension === '.js' && existsSync(built)
    ? { code: await readFile(built, 'utf8') }
    : bundleWorkflows(file(`../workflows/index${extension}`));
}

/**
 * Bundles the workflows that the file exports.
 *
 * @param interceptors modules that run in the sandbox after our own
 * @throws Error that names an import which no workflow may have
 */
export async function bundleWorkflows(
  workflowsPath: string,
  interceptors: readonly string[] = [],
): Promise<WorkflowBundle> {
  const said: string[] = [];
  const logger = new DefaultLogger('WARN', ({ message }) => said.push(message));
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      workflowInterceptorModules: [file(`child-ids${extension}`), file(`history-metric${extension}`), ...interceptors],
      logger,
    });
    return { code };
  } catch (error) {
    throw new Error(`the workflows cannot be bundled: ${[...said, String(error)].join('; ')}`, { cause: error });
  }
}

/** What tells one version of the workflows from another, wherever it was bundled: source maps hold paths. */
export function buildIdOf({ code }: WorkflowBundle): string {
  const withoutMap = code.replace(/\n\/\/# sourceMappingURL=.*/g, '');
  return createHash('sha256').update(withoutMap).digest('hex').slice(0, 16);
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  await writeFile(built, (await bundleWorkflows(file('../workflows/index.js'))).code);
}
