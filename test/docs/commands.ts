import { blocksOf, codeSpans, documents } from './documents.ts';

/** A command line that a document names. */
export interface NamedCommand {
  where: string;
  /** What stands behind `avesa`. */
  words: string[];
  /** In running text, where a command may be named without its arguments. */
  isMention: boolean;
}

const tokens = /"(?:[^"\\]|\\.)*"|'[^']*'|\||&&|;|[^\s|;]+/g;

/** The `avesa` commands of one line of shell. */
function commandsIn(line: string): string[][] {
  const found: string[][] = [];
  let words: string[] = [];
  const end = () => {
    const at = words.findIndex((word) => !/^(npx|[A-Z_]+=.*)$/.test(word));
    if (words[at] === 'avesa') found.push(words.slice(at + 1));
    words = [];
  };
  for (const [token] of line.matchAll(tokens)) {
    if (token.startsWith('#')) break;
    if (['|', '&&', ';'].includes(token)) end();
    else if (/^[<>&]/.test(token)) break;
    else words.push(/^["']/.test(token) ? token.slice(1, -1) : token);
  }
  end();
  return found;
}

export const avesaCommands: readonly NamedCommand[] = [
  ...blocksOf('sh').flatMap(({ text, where }) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .flatMap((line) => commandsIn(line).map((words) => ({ where, words, isMention: false }))),
  ),
  ...documents.flatMap((document) =>
    codeSpans(document)
      .flatMap((span) => commandsIn(span))
      .map((words) => ({ where: document.name, words: words.filter((word) => word !== '…'), isMention: true })),
  ),
];
