import { setField } from './values.ts';

/** Arrays and objects inside one another. */
const deepest = 1000;

const tokens = {
  space: /[ \t\n\r]*/y,
  number: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y,
  word: /true|false|null/y,
  string:
    /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt']|u[0-9a-fA-F]{4}))*"|'(?:[^'\\\u0000-\u001f]|\\(?:["\\/bfnrt']|u[0-9a-fA-F]{4}))*'/y,
};
type Token = keyof typeof tokens;

interface Reader {
  readonly text: string;
  position: number;
}

/**
 * JSON as `$parse` takes it: also with strings in single quotes, but without repeated keys and numbers out of range.
 * Throws an Error without further details, as AWS does.
 */
export const parseJson = (text: string): unknown => {
  const reader = { text, position: 0 };
  const value = readValue(reader, 0);
  read(reader, 'space');
  if (reader.position < text.length) throw new Error('text after the value');
  return value;
};

const readValue = (reader: Reader, depth: number): unknown => {
  if (depth > deepest) throw new Error('nested too deeply');
  read(reader, 'space');
  if (accepts(reader, '{')) return readObject(reader, depth);
  if (accepts(reader, '[')) return readArray(reader, depth);
  const word = read(reader, 'word');
  if (word !== undefined) return JSON.parse(word);
  const number = read(reader, 'number');
  return number === undefined ? readString(reader) : finite(Number(number));
};

const finite = (value: number): number => {
  if (!Number.isFinite(value)) throw new Error('number out of range');
  return value === 0 ? 0 : value;
};

const readArray = (reader: Reader, depth: number): unknown[] => {
  const items: unknown[] = [];
  if (accepts(reader, ']')) return items;
  do items.push(readValue(reader, depth + 1));
  while (accepts(reader, ','));
  expect(reader, ']');
  return items;
};

const readObject = (reader: Reader, depth: number): Record<string, unknown> => {
  const object = {};
  if (accepts(reader, '}')) return object;
  do {
    read(reader, 'space');
    const key = readString(reader);
    if (Object.hasOwn(object, key)) throw new Error('repeated key');
    expect(reader, ':');
    setField(object, key, readValue(reader, depth + 1));
  } while (accepts(reader, ','));
  expect(reader, '}');
  return object;
};

const readString = (reader: Reader): string => {
  const text = read(reader, 'string');
  if (text === undefined) throw new Error('no value');
  if (text.startsWith('"') && !text.includes("\\'")) return JSON.parse(text) as string;
  const body = text
    .slice(1, -1)
    .replace(/\\[^]|"/g, (token) => (token === "\\'" ? "'" : token === '"' ? '\\"' : token));
  return JSON.parse(`"${body}"`) as string;
};

const accepts = (reader: Reader, character: string): boolean => {
  read(reader, 'space');
  if (reader.text[reader.position] !== character) return false;
  reader.position++;
  return true;
};

const expect = (reader: Reader, character: string): void => {
  if (!accepts(reader, character)) throw new Error(`no ${character}`);
};

const read = (reader: Reader, token: Token): string | undefined => {
  const pattern = tokens[token];
  pattern.lastIndex = reader.position;
  const found = pattern.exec(reader.text)?.[0];
  reader.position += found?.length ?? 0;
  return found;
};
