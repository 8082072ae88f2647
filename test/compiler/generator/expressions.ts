import type { Entropy } from './entropy.ts';

/** The types of generated values, as TypeScript writes them. */
export type Type =
  | 'number'
  | 'string'
  | 'boolean'
  | 'number[]'
  | 'string[]'
  | 'Item'
  | 'Item[]'
  | 'number | undefined'
  | 'string | null'
  | 'number[][]'
  | 'Record<string, number>'
  | 'Record<string, string[]>';
export const types: readonly Type[] = [
  'number',
  'string',
  'boolean',
  'number[]',
  'string[]',
  'Item',
  'Item[]',
  'number | undefined',
  'string | null',
  'number[][]',
  'Record<string, number>',
  'Record<string, string[]>',
];

/** What every program declares. */
export const itemType =
  'interface Item {\n  id: number;\n  name: string;\n  tags: string[];\n  size?: number;\n  note: string | null;\n}\n';

export interface Variable {
  name: string;
  type: Type;
  /** `let`. */
  isLet: boolean;
  /** Whether it may be changed in place. */
  isFresh: boolean;
  /** Of functions around: it may be read only. */
  isOuter: boolean;
}

/** An expression of a type, from the variables that there are. */
export function expression(type: Type, variables: readonly Variable[], entropy: Entropy, depth = 3): string {
  const known = variables.filter((variable) => variable.type === type).map(({ name }) => name);
  if (known.length > 0 && (depth === 0 || entropy.below(3) === 0)) return entropy.of(known);
  const make = (of: Type): string => expression(of, variables, entropy, depth - 1);
  // A literal has a type of its own that is narrower than what is meant.
  if (depth === 0 || entropy.isSpent)
    return isNarrow(type) ? `(${simple[type](entropy)} as ${type})` : simple[type](entropy);
  const [test, other] = [() => make('boolean'), () => make(type)];
  if (entropy.below(8) === 0) return `(${test()} ? ${other()} : ${other()})`;
  const made = entropy.of(compound[type])(make, entropy);
  return type === 'Item' || /[|<]/.test(type) ? `(${made} as ${type})` : made;
}

const isNarrow = (type: Type): boolean => type !== 'number' && type !== 'string' && type !== 'boolean';

const texts = ["''", "'a'", "'b c'", "'Zz'", "'x,y'", "'0'"];
const simple: Record<Type, (entropy: Entropy) => string> = {
  number: (entropy) => entropy.of(['0', '1', '2', '7', '10', '-3']),
  string: (entropy) => entropy.of(texts),
  boolean: (entropy) => entropy.of(['Boolean(1)', 'Boolean(0)']),
  'number[]': (entropy) => entropy.of(['[]', '[1]', '[3, 1, 2]']),
  'string[]': (entropy) => entropy.of(['[]', "['a']", "['b', 'a']"]),
  Item: (entropy) =>
    entropy.of(["{ id: 1, name: 'n', tags: [], note: null }", "{ id: 2, name: '', tags: ['t'], size: 0, note: '' }"]),
  'Item[]': (entropy) => entropy.of(['[]', "[{ id: 3, name: 'm', tags: ['u', 'v'], note: 'w' }]"]),
  'number | undefined': (entropy) => entropy.of(['maybe()', 'maybe(4)', 'maybe(0)']),
  'string | null': (entropy) => entropy.of(['orNull(null)', "orNull('s')", "orNull('')"]),
  'number[][]': (entropy) => entropy.of(['[]', '[[]]', '[[1]]', '[[2, 1], [], [3]]']),
  'Record<string, number>': (entropy) => entropy.of(['{}', '{ a: 1 }', "{ a: 2, 'b c': 0 }"]),
  'Record<string, string[]>': (entropy) => entropy.of(['{}', '{ a: [] }', "{ a: ['x'], Zz: ['y', 'z'] }"]),
};

type Compound = (make: (type: Type) => string, entropy: Entropy) => string;

const compound: Record<Type, readonly Compound[]> = {
  number: [
    (make) => `(${make('number')} + ${make('number')})`,
    (make) => `(${make('number')} - ${make('number')})`,
    (make) => `((${make('number')} * 3) % 101)`,
    (make) => `Math.max(${make('number')}, ${make('number')})`,
    (make) => `Math.abs(${make('number')})`,
    (make) => `Math.floor(${make('number')} / 2)`,
    (make) => `${make('number[]')}.length`,
    (make) => `${make('string')}.length`,
    (make) => `(${make('number[]')}[${make('number')}] ?? ${make('number')})`,
    (make) => `(${make('number | undefined')} ?? ${make('number')})`,
    (make) => `${make('number[]')}.reduce((sum, n) => (sum + n) % 1000, ${make('number')})`,
    (make) => `(${make('Item')}).id`,
    (make) => `((${make('Item')}).size ?? ${make('number')})`,
    (make) => `${make('string[]')}.indexOf(${make('string')})`,
    (make) => `helper(${make('number')}, ${make('string')})`,
    (make) => `(${make('Record<string, number>')}[${make('string')}] ?? ${make('number')})`,
    (make) => `Object.keys(${make('Record<string, string[]>')}).length`,
    (make) => `${make('number[][]')}.length`,
    (make) => `(${make('number[][]')}[0]?.[${make('number')}] ?? ${make('number')})`,
    (make) => `-(${make('number')})`,
  ],
  string: [
    (make) => `\`\${${make('number')}}-\${${make('string')}}\``,
    (make) => `(${make('string')} + ${make('string')})`,
    (make) => `${make('string')}.toUpperCase()`,
    (make) => `${make('string')}.slice(0, 4)`,
    (make) => `${make('string')}.slice(-2)`,
    (make) => `${make('string[]')}.join('+')`,
    (make) => `String(${make('number')})`,
    (make) => `String(${make('boolean')})`,
    (make) => `(${make('Item')}).name`,
    (make) => `((${make('Item')}).note ?? ${make('string')})`,
    (make) => `(${make('string | null')} ?? ${make('string')})`,
    (make) => `(String(${make('string')}) || ${make('string')})`,
    (make) => `${make('string')}.replaceAll('a', 'bb')`,
    (make) => `${make('string')}.padStart(3, '.')`,
    (make) => `(${make('string[]')}.at(-1) ?? 'none')`,
    (make) => `describe(${make('Item')})`,
    (make) => `Object.entries(${make('Record<string, number>')}).map(([key, n]) => \`\${key}=\${n}\`).sort().join()`,
    (make) =>
      `Object.entries(${make('Record<string, string[]>')}).map(([key, all]) => key + all.join('')).sort().join()`,
    (make) => `JSON.stringify(${make('number[][]')})`,
  ],
  boolean: [
    (make) => `(${make('number')} < ${make('number')})`,
    (make) => `(${make('number')} === ${make('number')})`,
    (make) => `(${make('string')} === ${make('string')})`,
    (make) => `!${make('boolean')}`,
    (make) => `(${make('boolean')} && ${make('boolean')})`,
    (make) => `(${make('boolean')} || ${make('boolean')})`,
    (make) => `${make('number[]')}.includes(${make('number')})`,
    (make) => `${make('string')}.includes(${make('string')})`,
    (make) => `${make('number[]')}.some((n) => n > ${make('number')})`,
    (make) => `${make('Item[]')}.every((item) => item.tags.length > 0)`,
    (make) => `(${make('number | undefined')} === undefined)`,
    (make) => `(${make('string | null')} !== null)`,
    (make) => `Boolean(${make('string')})`,
    (make) => `(${make('number | undefined')} === ${make('number | undefined')})`,
  ],
  'number[]': [
    (make) => `[${make('number')}, ${make('number')}]`,
    (make) => `[...${make('number[]')}, ${make('number')}]`,
    (make) => `${make('number[]')}.map((n, i) => (n + i) % 100)`,
    (make) => `${make('number[]')}.filter((n) => n > ${make('number')})`,
    (make) => `[...${make('number[]')}].sort((a, b) => a - b)`,
    (make) => `${make('number[]')}.slice(1, 3)`,
    (make) => `${make('Item[]')}.map((item) => item.id)`,
    (make) => `${make('string[]')}.map((s) => s.length)`,
    (make) => `${make('number[]')}.concat(${make('number[]')})`,
    (make) => `${make('number[][]')}.flat()`,
    (make) => `(${make('number[][]')}[${make('number')}] ?? ${make('number[]')})`,
    (make) => `(${make('number[][]')}.find((ns) => ns.length > 1) ?? ${make('number[]')})`,
    (make) => `${make('number[][]')}.map((ns) => ns.length)`,
    (make) => `Object.values(${make('Record<string, number>')}).sort((a, b) => a - b)`,
  ],
  'string[]': [
    (make) => `[${make('string')}]`,
    (make) => `${make('string')}.split(',')`,
    (make) => `${make('Item')}.tags`,
    (make) => `${make('Item[]')}.flatMap((item) => item.tags)`,
    (make) => `${make('string[]')}.map((s) => s + ${make('string')})`,
    (make) => `Object.keys(${make('Item')})`,
    (make) => `[...${make('string[]')}].sort()`,
    (make) => `${make('number[]')}.map((n) => \`\${n}\`)`,
    (make) => `Object.keys(${make('Record<string, number>')}).sort()`,
    (make) => `(${make('Record<string, string[]>')}[${make('string')}] ?? [])`,
    (make) => `Object.values(${make('Record<string, string[]>')}).flat().sort()`,
  ],
  Item: [
    (make) =>
      `{ id: ${make('number')}, name: ${make('string')}, tags: ${make('string[]')}, note: ${make('string | null')} }`,
    (make) => `{ ...(${make('Item')}), name: ${make('string')} }`,
    (make) => `(${make('Item[]')}.find((item) => item.id > ${make('number')}) ?? ${make('Item')})`,
    (make) => `{ id: ${make('number')}, name: 'o', tags: [], note: null, size: ${make('number')} }`,
  ],
  'Item[]': [
    (make) => `[${make('Item')}]`,
    (make) => `[...${make('Item[]')}, ${make('Item')}]`,
    (make) => `${make('Item[]')}.filter((item) => item.name !== ${make('string')})`,
    (make) => `${make('number[]')}.map((id): Item => ({ id, name: \`n\${id}\`, tags: [], note: null }))`,
    (make) => `${make('Item[]')}.map((item) => ({ ...item, id: item.id + 1 }))`,
  ],
  'number | undefined': [
    (make) => `(${make('Item')}).size`,
    (make) => `${make('number[]')}[${make('number')}]`,
    (make) => `${make('number[]')}.find((n) => n > 1)`,
    (make) => `maybe(${make('number')})`,
  ],
  'string | null': [(make) => `(${make('Item')}).note`, (make) => `orNull(${make('string')})`],
  'number[][]': [
    (make) => `[${make('number[]')}]`,
    (make) => `[${make('number[]')}, ${make('number[]')}]`,
    (make) => `[...${make('number[][]')}, ${make('number[]')}]`,
    (make) => `${make('number[][]')}.filter((ns) => ns.length > 0)`,
    (make) => `${make('number[][]')}.map((ns) => ns.slice(0, ${make('number')}))`,
    (make) => `${make('number[]')}.map((n) => [n, n % 2])`,
    (make) => `${make('number[]')}.map((n) => (n > 1 ? [n] : []))`,
    (make) => `${make('number[][]')}.slice(0, 1)`,
    (make) => `${make('number[][]')}.concat([${make('number[]')}])`,
  ],
  'Record<string, number>': [
    (make) => `{ a: ${make('number')}, [${make('string')}]: ${make('number')} }`,
    (make) => `{ ...${make('Record<string, number>')}, b: ${make('number')} }`,
    (make) => `Object.fromEntries(${make('string[]')}.map((s) => [s, s.length]))`,
    (make) => `Object.fromEntries(Object.entries(${make('Record<string, number>')}).filter(([, n]) => n > 0))`,
    (make) => `{ ...(${make('boolean')} ? { c: ${make('number')} } : {}) }`,
  ],
  'Record<string, string[]>': [
    (make) => `{ [${make('string')}]: ${make('string[]')} }`,
    (make) => `{ ...${make('Record<string, string[]>')}, ...${make('Record<string, string[]>')} }`,
    (make) =>
      `${make('Item[]')}.reduce<Record<string, string[]>>((all, item) => ({ ...all, [item.name]: [...(all[item.name] ?? []), ...item.tags] }), {})`,
    (make) => `Object.fromEntries(${make('string[]')}.map((s) => [s, [s]]))`,
  ],
};
