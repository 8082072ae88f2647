import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Compilation } from '../../../asl/compiler/compile.ts';
import type { Io } from '../../io.ts';
import { unreadable } from '../../parts/text-file.ts';

export interface Output {
  file: string;
  text: string;
}
export interface Difference extends Output {
  why: 'is missing' | 'is stale';
}

/** The same bytes for the same source, wherever it is compiled. */
export function outputsOf({ machines }: Compilation, folder: string): Output[] {
  return Object.entries(machines).flatMap(([name, { definition, sourceMap }]) => [
    { file: join(folder, `${name}.asl.json`), text: jsonText(definition) },
    { file: join(folder, `${name}.map.json`), text: jsonText(sourceMap) },
  ]);
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Those that are not on disk as they should be. */
export async function differing(outputs: readonly Output[], io: Pick<Io, 'cwd'>): Promise<Difference[]> {
  const found = await Promise.all(
    outputs.map(async (output): Promise<Difference[]> => {
      const before = await textOf(resolve(io.cwd, output.file));
      return before === output.text ? [] : [{ ...output, why: before === undefined ? 'is missing' : 'is stale' }];
    }),
  );
  return found.flat();
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
}

/** Each file whole or as it was: never half of one. */
export async function writeAll(outputs: readonly Output[], io: Pick<Io, 'cwd'>): Promise<void> {
  for (const { file, text } of outputs) {
    const path = resolve(io.cwd, file);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.part`, text);
      await rename(`${path}.part`, path);
    } catch (error) {
      throw unreadable(file, error);
    }
  }
}
