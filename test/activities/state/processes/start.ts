import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const script = 'test/activities/state/processes/contender';

/** The contender as plain JavaScript, which Node can run by itself, in a folder of its own. */
export const transpileContender = async (): Promise<{ path: string; remove(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-contender-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
    noCheck: true,
    noLib: true,
    types: [],
    rootDir: root,
    outDir: folder,
  };
  ts.createProgram([join(root, `${script}.ts`)], options).emit();
  return { path: join(folder, `${script}.js`), remove: () => rm(folder, { recursive: true }) };
};

export interface Contender {
  /** Has it do something; its answer. */
  ask(task: string): Promise<unknown>;
  /** What it says next, unasked. */
  hear(): Promise<unknown>;
  kill(): Promise<void>;
}

export const startContender = async (path: string, file: string, name: string): Promise<Contender> => {
  const child = spawn(process.execPath, [path, file, name], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the process ${name} has ended`);
    return JSON.parse(line.value);
  };
  await hear();
  return {
    hear,
    ask(task) {
      child.stdin.write(`${task}\n`);
      return hear();
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
};
