import { tokens, tokensOf } from './json-tokens.ts';
import type { Token } from './json-tokens.ts';

export interface JsonFault {
  /** In UTF-16 units. */
  offset: number;
  message: string;
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma' | 'end';

/** Where a text stops being JSON, in the words of the parser that AWS uses; nothing for JSON. */
export const jsonFaultOf = (text: string): JsonFault | undefined => {
  const stack: ('object' | 'array')[] = [];
  let expected: Expected = 'value';
  for (const token of tokensOf(text)) {
    const next: Expected | undefined = token.isBroken ? undefined : follow(token, expected, stack);
    if (next === undefined) return { offset: token.offset, message: messageOf(token, text, expected, stack.at(-1)) };
    expected = next;
  }
  return undefined;
};

/** What may stand after the token; nothing where the token itself may not stand. */
const follow = ({ kind }: Token, expected: Expected, stack: ('object' | 'array')[]): Expected | undefined => {
  const after = (): Expected => (stack.length === 0 ? 'end' : 'comma');
  if (kind === tokens.end) return expected === 'end' ? 'end' : undefined;
  if (kind === tokens.colon) return expected === 'colon' ? 'value' : undefined;
  if (kind === tokens.comma && expected === 'comma') return stack.at(-1) === 'object' ? 'name' : 'value';
  if (kind === tokens.closeBrace || kind === tokens.closeBracket) {
    if (!mayClose(kind, expected, stack.at(-1))) return undefined;
    stack.pop();
    return after();
  }
  if (expected === 'name' || expected === 'name or }') return kind === tokens.string ? 'colon' : undefined;
  if (expected !== 'value' && expected !== 'value or ]') return undefined;
  if (kind === tokens.openBrace || kind === tokens.openBracket) {
    stack.push(kind === tokens.openBrace ? 'object' : 'array');
    return kind === tokens.openBrace ? 'name or }' : 'value or ]';
  }
  return kind >= tokens.null && kind <= tokens.number ? after() : undefined;
};

const mayClose = (kind: number, expected: Expected, around: 'object' | 'array' | undefined): boolean =>
  kind === tokens.closeBrace
    ? around === 'object' && (expected === 'name or }' || expected === 'comma')
    : around === 'array' && (expected === 'value or ]' || expected === 'comma');

const messageOf = (
  { kind, value, offset, isBroken }: Token,
  text: string,
  expected: Expected,
  around: 'object' | 'array' | undefined,
): string => {
  if (kind === tokens.end) return `Unexpected end-of-input${around ? ` within ${nameOf(around)}` : ''}`;
  if (kind === tokens.lineComment || kind === tokens.blockComment) return 'Comments are not allowed in JSON';
  if (isBroken && kind === tokens.string) return 'A string is not closed, or holds a bad escape or a control character';
  if (isBroken) return `'${value}' is not a number`;
  const isWord = kind === tokens.unknown && /^[\w$]/.test(value);
  if (isWord && (expected === 'value' || expected === 'value or ]')) {
    return `Unrecognized token '${value}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const first = text.charAt(offset);
  return `Unexpected character ('${first}' (code ${first.charCodeAt(0)})): was expecting ${wordsFor(expected, around)}`;
};

const nameOf = (around: 'object' | 'array'): string => (around === 'object' ? 'an Object' : 'an Array');

const wordsFor = (expected: Expected, around: 'object' | 'array' | undefined): string => {
  if (expected === 'colon') return 'a colon to separate field name and value';
  if (expected === 'comma') return `comma to separate ${around === 'object' ? 'Object' : 'Array'} entries`;
  if (expected === 'end') return 'the end of the text';
  return expected.startsWith('name') ? 'double-quote to start field name' : 'a value';
};
