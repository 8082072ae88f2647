import { fileURLToPath } from 'node:url';
import { compile, type Compilation } from '../../asl/compiler/compile.ts';
import type { StateMachine } from '../../asl/spec/states.ts';

const folder = fileURLToPath(new URL('samples/', import.meta.url));

/** Compiles a text as if it were a file beside the samples, with their tsconfig. */
export function compileText(text: string, more: Readonly<Record<string, string>> = {}): Compilation {
  const file = `${folder}text/input.ts`;
  const overlay = new Map([
    [file, text],
    ...Object.entries(more).map(([name, content]): [string, string] => [`${folder}text/${name}`, content]),
  ]);
  return compile({ files: [file], project: `${folder}tsconfig.json`, overlay });
}

export const errorsIn = ({ diagnostics }: Compilation): string[] =>
  diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, code, text }) => `${line}:${column} ${code} ${text}`);

export const definitionsOf = ({ machines }: Compilation): Record<string, StateMachine> =>
  Object.fromEntries(Object.entries(machines).map(([name, { definition }]) => [name, definition]));
