import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from '../io.ts';
import { Problem } from '../problems.ts';
import { quoted } from '../text/one-line.ts';

/** More than any file that a person writes needs, and little enough to be read at once. */
export const largestFile = 64 * 1024 * 1024;

/** The text of a file, of standard input for `-`. @throws Problem where there is none */
export async function readTextFile(file: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<string> {
  if (file === '-') return io.stdin();
  try {
    const path = resolve(io.cwd, file);
    const { size } = await stat(path);
    if (size > largestFile) throw new Problem(`${quoted(file)} is larger than 64 MB: divide it`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Of a file that could not be read: the problem in words, or the error itself where it is no user's fault. */
export function unreadable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Problem(`there is no file ${quoted(file)}`);
    case 'EISDIR':
      return new Problem(`${quoted(file)} is a folder: name the files in it`);
    case 'EACCES':
      return new Problem(`${quoted(file)} may not be read: change its owner or mode`);
    case 'ENAMETOOLONG':
      return new Problem(`${quoted(file)}: no file's name is that long`);
    case 'ERR_INVALID_ARG_VALUE':
      return new Problem(`${quoted(file)}: no file's name holds a zero byte`);
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return new Problem(`${quoted(file)} is not UTF-8 text`);
    default:
      return error;
  }
}
