import { pointerTo } from './validate/place.ts';

/** A value's place in the text, with those of its fields and items by their keys. Offsets count UTF-16 units. */
interface JsonNode {
  offset: number;
  children?: Map<string, JsonNode>;
}

export interface JsonMap {
  root: JsonNode;
  /** Names that an object has more than once. */
  repeated: { pointer: string; name: string; offset: number }[];
  /** Where the text goes deeper than allowed; the map ends there. */
  tooDeepAt?: number;
}

interface Open {
  children: Map<string, JsonNode>;
  pointer: string;
  /** The next item; only of an array. */
  index?: number;
  /** The name that was read last, until its value comes; only of an object. */
  name?: string;
}

/** What belongs to no value: blanks, commas, colons. */
const between = /[\s,:]*/y;
/** All of a value that is no string, object or list. */
const bare = /[^\s,:{}[\]"]+/y;

/** Maps a text that is known to be JSON. Level by level, not recursive. */
export const mapJson = (text: string, deepest: number): JsonMap => {
  const map: JsonMap = { root: { offset: 0 }, repeated: [] };
  const stack: Open[] = [];
  for (let at = endOf(between, text, 0); at < text.length; at = endOf(between, text, at)) {
    const first = text.charAt(at);
    const around = stack.at(-1);
    if (first === '}' || first === ']') {
      stack.pop();
      at += 1;
    } else if (around && around.index === undefined && around.name === undefined) {
      const end = endOfString(text, at);
      addName(around, JSON.parse(text.slice(at, end)) as string, at, map);
      at = end;
    } else {
      const key = keyOf(around);
      const node = nodeFor(map.root, around, key, at);
      if (first === '{' || first === '[') {
        if (stack.length === deepest) return { ...map, tooDeepAt: at };
        stack.push(opened(node, around, key, first === '['));
        at += 1;
      } else at = first === '"' ? endOfString(text, at) : endOf(bare, text, at);
    }
  }
  return map;
};

const endOf = (pattern: RegExp, text: string, start: number): number => {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
};

const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const addName = (around: Open, name: string, offset: number, map: JsonMap): void => {
  if (around.children.has(name)) map.repeated.push({ pointer: around.pointer, name, offset });
  around.children.set(name, { offset });
  around.name = name;
};

/** What the value that starts here is called in what is around it. */
const keyOf = (around: Open | undefined): string | undefined => {
  if (around === undefined) return undefined;
  if (around.index !== undefined) return String(around.index++);
  const { name } = around;
  delete around.name;
  return name;
};

/** A field's place is its name's; it is there already. */
const nodeFor = (root: JsonNode, around: Open | undefined, key: string | undefined, offset: number): JsonNode => {
  if (around === undefined || key === undefined) return Object.assign(root, { offset });
  const known = around.index === undefined ? around.children.get(key) : undefined;
  const node = known ?? { offset };
  around.children.set(key, node);
  return node;
};

const opened = (node: JsonNode, around: Open | undefined, key: string | undefined, isArray: boolean): Open => {
  node.children = new Map();
  const pointer = around && key !== undefined ? pointerTo(around.pointer, key) : '';
  return { children: node.children, pointer, ...(isArray && { index: 0 }) };
};

/** The offset that a JSON pointer leads to; for what is not there, that of the nearest thing around it. */
export const offsetOf = (root: JsonNode, pointer: string): number => {
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const child = node.children?.get(part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!child) break;
    node = child;
  }
  return node.offset;
};
