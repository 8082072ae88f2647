import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Not ours, or made by a command. */
const leftOut = new Set(['node_modules', 'dist', 'coverage', '.git', '.avesa']);

/** Every file of the project, relative to its root. */
export const files: readonly string[] = filesBelow(root);

export interface Document {
  /** Relative to the root. */
  name: string;
  text: string;
}
export const documents: readonly Document[] = files
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

export interface Block {
  /** What stands behind the opening fence, as in `sql`. */
  language: string;
  text: string;
  /** `docs/data.md:12` */
  where: string;
}

/** The fenced blocks of a document. */
export function blocks({ name, text }: Document): Block[] {
  return [...text.matchAll(fences)].map(({ groups, index }) => ({
    language: groups!['language']!.trim(),
    text: groups!['text']!,
    where: `${name}:${text.slice(0, index).split('\n').length}`,
  }));
}

export const blocksOf = (language: string): Block[] =>
  documents.flatMap(blocks).filter((block) => block.language === language);

/** Words that are set as code in running text. */
export const codeSpans = (document: Document): string[] =>
  [...proseOf(document).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span!);

/** A document without its fenced blocks. */
export const proseOf = ({ text }: Document): string => text.replaceAll(fences, '');

const fences = /^(?<indent> *)```(?<language>.*)\n(?<text>[\s\S]*?)^\k<indent>```$/gm;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (leftOut.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : [relative(root, path)];
  });
}
