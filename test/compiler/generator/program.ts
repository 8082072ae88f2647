import type { Json } from '../../../asl/spec/states.ts';
import type { Scenario, Step } from '../run/scenario.ts';
import { Entropy } from './entropy.ts';
import { expression, itemType, types, type Type, type Variable } from './expressions.ts';

export interface Program {
  source: string;
  scenario: Scenario;
  /** Whether calls may be made at the same time. */
  isConcurrent: boolean;
}

const activities: readonly { name: string; gives: Type | 'void' }[] = [
  { name: 'count', gives: 'number' },
  { name: 'text', gives: 'string' },
  { name: 'flag', gives: 'boolean' },
  { name: 'list', gives: 'number[]' },
  { name: 'item', gives: 'Item' },
  { name: 'rows', gives: 'number[][]' },
  { name: 'tally', gives: 'Record<string, number>' },
  { name: 'act', gives: 'void' },
];

const header = `import { ApplicationFailure, executeChild, proxyActivities, sleep } from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently, withRetries } from 'avesa/constructs';

${itemType}
interface Activities {
  count(input: unknown): Promise<number>;
  text(input: unknown): Promise<string>;
  flag(input: unknown): Promise<boolean>;
  list(input: unknown): Promise<number[]>;
  item(input: unknown): Promise<Item>;
  rows(input: unknown): Promise<number[][]>;
  tally(input: unknown): Promise<Record<string, number>>;
  act(input: unknown): Promise<void>;
}
const { count, text, flag, list, item, rows, tally, act } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 2, nonRetryableErrorTypes: ['Final'] },
});
const once = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1, nonRetryableErrorTypes: ['Final'] } });

function helper(n: number, s: string): number {
  if (n > 5) return s.length;
  let total = 0;
  for (const character of s.split('')) {
    if (character === ',') break;
    total += n;
  }
  return total;
}

function describe({ name, tags, size = 5 }: Item): string {
  switch (name) {
    case '':
      return \`none \${size}\`;
    case 'n':
    case 'm':
      return name;
    default:
      return tags.join('/');
  }
}

const maybe = (n?: number): number | undefined => n;
const orNull = (s: string | null): string | null => s;

function checked(n: number, limit = 4): number {
  if (n > limit) throw ApplicationFailure.create({ type: 'TooMuch', message: \`\${n} is above \${limit}\` });
  return n + 1;
}

function demand(s: string): void {
  if (s === '') throw ApplicationFailure.nonRetryable('nothing', 'Empty');
}

async function visit(n: number, label = 'l'): Promise<string> {
  if (n > 3) return label;
  const found = await text({ n, label });
  return found + label;
}

export async function child(input: { n: number }): Promise<{ n: number }> {
  if (input.n < 0) throw ApplicationFailure.create({ type: 'Negative', message: 'below 0' });
  return { n: await count(input) };
}
`;

/** A program, what it is given, and what its activities do: all of it follows from the numbers. */
export function programOf(numbers: readonly number[]): Program {
  const entropy = new Entropy(numbers);
  const scenario: Scenario = {
    input: inputOf(entropy),
    activities: Object.fromEntries(activities.map(({ name, gives }) => [name, script(gives, entropy)])),
  };
  const writer = new Writer(entropy);
  const body = writer.body();
  const source = `${header}\nexport async function main(input: { n: number; s: string; ns: number[]; items: Item[] }): Promise<unknown> {\n${body}\n}\n`;
  const isConcurrent = /mapConcurrently\(.*, [23], async/.test(body);
  const activitySteps = isConcurrent ? firstSteps(scenario.activities) : scenario.activities;
  return { source, scenario: { ...scenario, activities: activitySteps, workflow: 'main' }, isConcurrent };
}

/** Two calls with the same input at the same time: which of them gets the first step would be chance. */
const firstSteps = (scripts: Scenario['activities']): Scenario['activities'] =>
  Object.fromEntries(Object.entries(scripts).map(([name, steps]) => [name, steps.slice(0, 1)]));

const inputOf = (entropy: Entropy): Json => ({
  n: entropy.below(8) - 1,
  s: entropy.of(['', 'a', 'a,b', 'long text']),
  ns: entropy.of([[], [1], [2, 1], [0, 5, 9, 3]]),
  items: entropy.of<Json>([
    [],
    [{ id: 1, name: 'n', tags: ['t'], note: null }],
    [
      { id: 7, name: '', tags: [], size: 2, note: 'x' },
      { id: 0, name: 'q', tags: ['a', 'b'], note: '' },
    ],
  ]),
});

const answers: Record<Type | 'void', readonly Json[]> = {
  number: [1, 0, 5, -2],
  string: ['r', '', 'a,b'],
  boolean: [true, false],
  'number[]': [[], [4], [1, 2, 3]],
  'string[]': [[]],
  Item: [
    { id: 5, name: 'i', tags: [], note: null },
    { id: 6, name: 'n', tags: ['z'], size: 3, note: 'k' },
  ],
  'Item[]': [[]],
  'number | undefined': [1],
  'string | null': [null],
  'number[][]': [[], [[]], [[1]], [[2, 3], [4]]],
  'Record<string, number>': [{}, { a: 3 }, { a: 1, b: -1 }],
  'Record<string, string[]>': [{}],
  void: [null],
};

function script(gives: Type | 'void', entropy: Entropy): Step[] {
  return Array.from({ length: 1 + entropy.below(3) }, (): Step => {
    const what = entropy.below(8);
    if (what === 5) return { throws: 'Soft' };
    if (what === 6) return { throws: 'Final' };
    if (what === 7) return { times_out: true };
    return { returns: entropy.of(answers[gives]) };
  });
}

/** Where a statement stands. */
interface Place {
  variables: Variable[];
  depth: number;
  inLoop: boolean;
  inClosure: boolean;
  inTry: boolean;
  labels: string[];
  indent: string;
}

class Writer {
  readonly #entropy: Entropy;
  #names = 0;

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  body(): string {
    const given = (name: string, type: Type): Variable => ({
      name,
      type,
      isLet: false,
      isFresh: false,
      isOuter: false,
    });
    const variables = [
      given('input.n', 'number'),
      given('input.s', 'string'),
      given('input.ns', 'number[]'),
      given('input.items', 'Item[]'),
    ];
    const place: Place = {
      variables,
      depth: 3,
      inLoop: false,
      inClosure: false,
      inTry: false,
      labels: [],
      indent: '  ',
    };
    const lines = this.#statements(place, 3 + this.#entropy.below(6));
    const shown = place.variables.filter(({ name }) => !name.startsWith('input')).map(({ name }) => name);
    return [...lines, `  return { ${shown.join(', ')} };`].join('\n');
  }

  #statements(place: Place, count: number): string[] {
    const lines: string[] = [];
    for (let index = 0; index < count && !(this.#entropy.isSpent && index > 0); index += 1)
      lines.push(...this.#statement(place));
    return lines;
  }

  #inner(place: Place, change: Partial<Place> = {}): { lines: string[]; place: Place } {
    const inner = {
      ...place,
      variables: [...place.variables],
      depth: place.depth - 1,
      indent: `${place.indent}  `,
      ...change,
    };
    return { lines: this.#statements(inner, 1 + this.#entropy.below(3)), place: inner };
  }

  #name(): string {
    this.#names += 1;
    return `${this.#entropy.of(['v', 'count_', 'sum', 'x', 'item_', 'states'])}${this.#names}`;
  }

  #make(type: Type, { variables }: Place): string {
    return expression(type, variables, this.#entropy);
  }

  #statement(place: Place): string[] {
    const simple = [
      this.#declare,
      this.#call,
      this.#assign,
      this.#push,
      this.#voidCall,
      this.#retried,
      this.#inlined,
      this.#takes,
      this.#checked,
      this.#grouped,
    ];
    const nested = [
      this.#if,
      this.#forOf,
      this.#while,
      this.#try,
      this.#switch,
      this.#map,
      this.#pureLoop,
      this.#all,
      this.#jump,
      this.#childCall,
    ];
    const choices = place.depth > 0 ? [...simple, ...nested] : simple;
    return this.#entropy.of(choices).call(this, place);
  }

  #declare(place: Place): string[] {
    const [type, name] = [this.#entropy.of(types), this.#name()];
    const isLet = this.#entropy.below(2) === 1;
    const value = this.#make(type, place);
    place.variables.push({ name, type, isLet, isFresh: false, isOuter: false });
    return [`${place.indent}${isLet ? 'let' : 'const'} ${name}: ${type} = ${value};`];
  }

  #takes(place: Place): string[] {
    const name = this.#name();
    const type = this.#entropy.of<Type>(['number[]', 'string[]']);
    const line = `${place.indent}const ${name}: ${type} = [...${this.#make(type, place)}];`;
    place.variables.push({ name, type, isLet: false, isFresh: true, isOuter: false });
    return [line];
  }

  #call(place: Place): string[] {
    const { name: activity, gives } = this.#entropy.of(activities.filter((each) => each.gives !== 'void'));
    const name = this.#name();
    const line = `${place.indent}const ${name} = await ${activity}(${this.#make(this.#entropy.of(types), place)});`;
    place.variables.push({ name, type: gives as Type, isLet: false, isFresh: false, isOuter: false });
    return [line];
  }

  #voidCall(place: Place): string[] {
    return [
      `${place.indent}await act({ a: ${this.#make('number', place)}, b: ${this.#make(this.#entropy.of(types), place)} });`,
    ];
  }

  #retried(place: Place): string[] {
    const name = this.#name();
    const retriers = this.#entropy.of([
      "{ errors: ['Soft'], interval: '1 second', maximumAttempts: 3 }",
      "{ errors: ['Timeout'], interval: '2 seconds', maximumAttempts: 2 }, { errors: ['All'], interval: '1 second', maximumAttempts: 2 }",
    ]);
    const several = this.#entropy.below(3) === 2;
    const call = several
      ? `async () => {\n${place.indent}  await once.act(${this.#make('number', place)});\n${place.indent}  return await once.count(${this.#make('string', place)});\n${place.indent}}`
      : `() => once.count(${this.#make('number', place)})`;
    place.variables.push({ name, type: 'number', isLet: false, isFresh: false, isOuter: false });
    return [`${place.indent}const ${name} = await withRetries([${retriers}], ${call});`];
  }

  #inlined(place: Place): string[] {
    const name = this.#name();
    const call =
      this.#entropy.below(2) === 0
        ? `visit(${this.#make('number', place)})`
        : `visit(${this.#make('number', place)}, ${this.#make('string', place)})`;
    place.variables.push({ name, type: 'string', isLet: false, isFresh: false, isOuter: false });
    return [`${place.indent}const ${name} = (await ${call}) + '!';`];
  }

  #checked(place: Place): string[] {
    if (this.#entropy.below(3) === 0) return [`${place.indent}demand(${this.#make('string', place)});`];
    const name = this.#name();
    const value = this.#entropy.of([
      `checked(${this.#make('number', place)})`,
      `checked(${this.#make('number', place)}, ${this.#make('number', place)}) + checked(1)`,
      `(${this.#make('boolean', place)} ? checked(${this.#make('number', place)}) : 0)`,
    ]);
    place.variables.push({ name, type: 'number', isLet: false, isFresh: false, isOuter: false });
    return [`${place.indent}const ${name} = ${value};`];
  }

  #grouped(place: Place): string[] {
    const [name, each] = [this.#name(), this.#name()];
    const lines = [
      `${place.indent}const ${name}: Record<string, number> = {};`,
      `${place.indent}for (const ${each} of ${this.#make('string[]', place)}) ${name}[${each}] = (${name}[${each}] ?? ${this.#make('number', place)}) + 1;`,
    ];
    place.variables.push({ name, type: 'Record<string, number>', isLet: false, isFresh: false, isOuter: false });
    return lines;
  }

  #childCall(place: Place): string[] {
    const name = this.#name();
    place.variables.push({ name, type: 'number', isLet: false, isFresh: false, isOuter: false });
    return [
      `${place.indent}const { n: ${name} } = await executeChild(child, { args: [{ n: ${this.#make('number', { ...place, variables: place.variables.filter((each) => each.name !== name) })} }] });`,
    ];
  }

  #assign(place: Place): string[] {
    const targets = place.variables.filter(({ isLet, isOuter }) => isLet && !isOuter);
    if (targets.length === 0) return this.#declare(place);
    const { name, type } = this.#entropy.of(targets);
    if (type === 'number' && this.#entropy.below(2) === 1)
      return [`${place.indent}${name} += ${this.#make('number', place)};`];
    return [`${place.indent}${name} = ${this.#make(type, place)};`];
  }

  #push(place: Place): string[] {
    const targets = place.variables.filter(({ isFresh, isOuter }) => isFresh && !isOuter);
    if (targets.length === 0) return this.#takes(place);
    const { name, type } = this.#entropy.of(targets);
    const element = this.#make(type === 'number[]' ? 'number' : 'string', place);
    return [`${place.indent}${name}.push(${element});`];
  }

  #if(place: Place): string[] {
    const test = this.#make('boolean', place);
    const then = this.#inner(place).lines;
    if (this.#entropy.below(2) === 0) return [`${place.indent}if (${test}) {`, ...then, `${place.indent}}`];
    return [
      `${place.indent}if (${test}) {`,
      ...then,
      `${place.indent}} else {`,
      ...this.#inner(place).lines,
      `${place.indent}}`,
    ];
  }

  #switch(place: Place): string[] {
    const subject = this.#make('string', place);
    const cases = ["''", "'a'", "'r'"].flatMap((value) => [
      `${place.indent}  case ${value}: {`,
      ...this.#inner(place, { indent: `${place.indent}    `, inLoop: false }).lines,
      `${place.indent}    ${this.#entropy.of(['break;', ''])}`,
      `${place.indent}  }`,
    ]);
    return [
      `${place.indent}switch (String(${subject})) {`,
      ...cases,
      `${place.indent}  default:`,
      `${place.indent}    await act(${this.#make('number', place)});`,
      `${place.indent}}`,
    ];
  }

  #forOf(place: Place): string[] {
    const name = this.#name();
    const of = `${this.#make('number[]', place)}.slice(0, 3)`;
    const label = place.inClosure ? undefined : this.#name();
    const inner = this.#inner(place, {
      inLoop: true,
      labels: label === undefined ? place.labels : [...place.labels, label],
      variables: [...place.variables, { name, type: 'number', isLet: false, isFresh: false, isOuter: false }],
    });
    return [
      `${place.indent}${label === undefined ? '' : `${label}: `}for (const ${name} of ${of}) {`,
      ...inner.lines,
      `${place.indent}}`,
    ];
  }

  #pureLoop(place: Place): string[] {
    const [total, each] = [this.#name(), this.#name()];
    const inner = [
      ...place.variables,
      { name: each, type: 'number', isLet: false, isFresh: false, isOuter: false } as Variable,
    ];
    const test = expression('boolean', inner, this.#entropy, 2);
    const added = expression('number', inner, this.#entropy, 2);
    const lines = [
      `${place.indent}let ${total} = 0;`,
      `${place.indent}for (const ${each} of ${this.#make('number[]', place)}) {`,
      `${place.indent}  if (${test}) ${this.#entropy.of(['continue', 'break', `${total} += 2`])};`,
      `${place.indent}  ${total} = (${total} + ${added}) % 1000;`,
      `${place.indent}}`,
    ];
    place.variables.push({ name: total, type: 'number', isLet: true, isFresh: false, isOuter: false });
    return lines;
  }

  #while(place: Place): string[] {
    const counter = this.#name();
    const limit = 1 + this.#entropy.below(3);
    const inner = this.#inner(place, {
      inLoop: true,
      labels: [],
      variables: [...place.variables, { name: counter, type: 'number', isLet: false, isFresh: false, isOuter: false }],
    });
    return [
      `${place.indent}let ${counter} = 0;`,
      `${place.indent}while (${counter} < ${limit}) {`,
      `${place.indent}  ${counter}++;`,
      ...inner.lines,
      `${place.indent}}`,
    ];
  }

  #jump(place: Place): string[] {
    const choices = [
      ...(place.inLoop ? ['break;', 'continue;'] : []),
      ...place.labels.flatMap((label) => [`break ${label};`, `continue ${label};`]),
      "throw ApplicationFailure.create({ type: 'Thrown', message: 'by the program' });",
      ...(place.inClosure ? ['return 77;'] : ["return { early: 'yes' };"]),
    ];
    return [`${place.indent}if (${this.#make('boolean', place)}) ${this.#entropy.of(choices)}`];
  }

  #try(place: Place): string[] {
    const error = this.#name();
    const inside = this.#inner(place, { inTry: true }).lines;
    const type: Variable = {
      name: `failureOf(${error}).type`,
      type: 'string',
      isLet: false,
      isFresh: false,
      isOuter: false,
    };
    const handler = this.#inner(place, { variables: [...place.variables, type] }).lines;
    const rethrow =
      this.#entropy.below(3) === 2
        ? [`${place.indent}  if (failureOf(${error}).type === 'Final') throw ${error};`]
        : [];
    const finalizer =
      this.#entropy.below(3) === 2
        ? [`${place.indent}} finally {`, ...this.#inner(place, { labels: [], inLoop: false, depth: 0 }).lines]
        : [];
    return [
      `${place.indent}try {`,
      ...inside,
      `${place.indent}} catch (${error}) {`,
      ...rethrow,
      `${place.indent}  await act(failureOf(${error}).type);`,
      ...handler,
      ...finalizer,
      `${place.indent}}`,
    ];
  }

  /** What fails inside is caught inside: which of the others have run by then would be chance. */
  #map(place: Place): string[] {
    const [results, each] = [this.#name(), this.#name()];
    const outer = place.variables.map((variable) => ({ ...variable, isOuter: true }));
    const inner = this.#inner(place, {
      variables: [...outer, { name: each, type: 'number', isLet: false, isFresh: false, isOuter: false }],
      inLoop: false,
      inClosure: true,
      labels: [],
      indent: `${place.indent}    `,
    });
    const value = expression('number', inner.place.variables, this.#entropy, 2);
    const lines = [
      `${place.indent}const ${results}: number[] = await mapConcurrently(${this.#make('number[]', place)}.slice(0, 3), ${1 + this.#entropy.below(3)}, async (${each}) => {`,
      `${place.indent}  try {`,
      ...inner.lines,
      `${place.indent}    return ${value};`,
      `${place.indent}  } catch (error) {`,
      `${place.indent}    return failureOf(error).type.length;`,
      `${place.indent}  }`,
      `${place.indent}});`,
    ];
    place.variables.push({ name: results, type: 'number[]', isLet: false, isFresh: false, isOuter: false });
    return lines;
  }

  #all(place: Place): string[] {
    const [left, right] = [this.#name(), this.#name()];
    const line = `${place.indent}const [${left}, ${right}] = await allOf([async () => ${this.#make('number', place)}, async () => ${this.#make('string', place)}]);`;
    place.variables.push(
      { name: left, type: 'number', isLet: false, isFresh: false, isOuter: false },
      { name: right, type: 'string', isLet: false, isFresh: false, isOuter: false },
    );
    return [line];
  }
}
