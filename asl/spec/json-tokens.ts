import { createScanner } from 'jsonc-parser';

/** What `jsonc-parser` calls its tokens; its own enum has no values at run time. */
export const tokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blanks: 15,
  unknown: 16,
  end: 17,
} as const;

export interface Token {
  kind: number;
  /** In UTF-16 units. */
  offset: number;
  length: number;
  /** The text between quotes, unescaped, of a string; the source of any other token. */
  value: string;
  isBroken: boolean;
}

/** The tokens of a text, blanks left out, the end included. The package's parser calls itself for each level; its scanner does not. */
export function* tokensOf(text: string): Generator<Token> {
  const scanner = createScanner(text);
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === tokens.lineBreak || kind === tokens.blanks) continue;
    yield {
      kind,
      offset: scanner.getTokenOffset(),
      length: scanner.getTokenLength(),
      value: scanner.getTokenValue(),
      isBroken: (scanner.getTokenError() as number) !== 0,
    };
    if (kind === tokens.end) return;
  }
}
