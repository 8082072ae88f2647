import { diagnostic } from './diagnostic.ts';

/** A whole file with one workflow: parameters, and its statements. */
const file = (body: string, input = 'input: { items: string[]; count: number; note?: string }'): string =>
  `import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  keep(value: unknown): Promise<void>;
}
const { keep } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

export async function example(${input}): Promise<void> {
${body
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
}
`;

export const expressionRefused = diagnostic('ASL2001', 'error', {
  text: (source: string) => `'${source}' cannot be said in a state machine`,
  reason: 'JSONata, which computes there, has nothing like it.',
  help: "Compute it in an activity, or with what 'docs/subset.md' lists.",
  example: { wrong: file('await keep(new Map());'), right: file('await keep({});') },
});

export const nameRefused = diagnostic('ASL2002', 'error', {
  text: (name: string) => `'${name}' is no variable, no constant and no text that could be used here`,
  reason: 'Only values of JSON are known while a state machine runs.',
  help: 'Use a local variable, a parameter, or a constant of a module.',
  example: { wrong: file('await keep(process.platform);'), right: file('await keep(input.count);') },
});

export const moduleVariable = diagnostic('ASL2003', 'error', {
  text: (name: string) => `'${name}' is a variable of a module, or of a function around`,
  reason: 'Executions share nothing.',
  help: "Make it a 'const' with a value that never changes, or a local variable.",
  example: {
    wrong: file('calls += 1;\nawait keep(calls);').replace('\nexport', '\nlet calls = 0;\n\nexport'),
    right: file('let calls = 0;\ncalls += 1;\nawait keep(calls);'),
  },
});

export const textOfStructure = diagnostic('ASL2004', 'error', {
  text: (source: string) => `'${source}' is made a text, and is surely no text, number or boolean`,
  reason: "JavaScript would write '[object Object]' or join a list.",
  help: "Write out the parts that are meant, or 'JSON.stringify(…)'.",
  example: {
    wrong: file('await keep(`got ${input.items}`);'),
    right: file("await keep(`got ${input.items.join(', ')}`);"),
  },
});

export const undefinedInList = diagnostic('ASL2005', 'error', {
  text: (source: string) => `'${source}' may be undefined as an element of a list`,
  reason: 'JSON has no such element: it would be null, or missing.',
  help: "Give it another value, '?? null', or filter such elements out first.",
  example: { wrong: file('await keep([input.note]);'), right: file('await keep([input.note ?? null]);') },
});

export const spreadIsNoList = diagnostic('ASL2006', 'error', {
  text: (source: string) => `'...${source}' is not surely a list`,
  reason: 'Only the elements of a list can be put into another one.',
  help: "Write '...(list ?? [])', or give it a list type.",
  example: {
    wrong: file('await keep([...input.text]);', 'input: { text: string }'),
    right: file('await keep([input.text]);', 'input: { text: string }'),
  },
});

export const spreadIsNoObject = diagnostic('ASL2007', 'error', {
  text: (source: string) => `'...${source}' is not surely an object`,
  reason: 'Only the fields of an object can be put into another one.',
  help: 'Give it an object type.',
  example: { wrong: file('await keep({ ...input.items });'), right: file('await keep({ ...input });') },
});

export const spreadErases = diagnostic('ASL2008', 'error', {
  text: (source: string) => `'...${source}' may hold a field that is undefined, behind others`,
  reason: 'JavaScript then takes an earlier field of that name away; JSON does not know the later one.',
  help: 'Write the fields out one by one.',
  example: undefined,
});

export const methodInObject = diagnostic('ASL2009', 'error', {
  text: () => 'a method, getter or setter in an object',
  reason: 'Values of JSON have no functions.',
  help: 'Write a function of its own, or compute the field.',
  example: {
    wrong: file('await keep({ get total() { return input.count; } });'),
    right: file('await keep({ total: input.count });'),
  },
});

export const accessOfKinds = diagnostic('ASL2010', 'error', {
  text: (source: string, key: string) =>
    `'${key}' of '${source}', whose type does not say that it is an object, or what it is`,
  reason: 'The type decides how the value is read; this one says too little.',
  help: "Give it a type: 'value as Order', a type parameter, or a test with 'typeof' or 'Array.isArray' before.",
  example: {
    wrong: file('await keep(input.value.name);', 'input: { value: any }'),
    right: file('await keep(input.value.name);', 'input: { value: { name: string } }'),
  },
});

export const propertyRefused = diagnostic('ASL2011', 'error', {
  text: (name: string) => `the function '${name}' is used as a value`,
  reason: 'Values of JSON have no functions.',
  help: 'Call it where it is needed.',
  example: {
    wrong: file('await keep(input.make);', 'input: { make: () => string }'),
    right: file('await keep(input.made);', 'input: { made: string }'),
  },
});

export const negativeIndex = diagnostic('ASL2012', 'error', {
  text: (at: number) => `the index ${at} is no whole number of at least 0`,
  reason: 'JavaScript finds nothing there; JSONata counts from the end.',
  help: "Write 'list.at(-1)' for the last element.",
  example: {
    wrong: file('await keep(input.items[-1] ?? null);'),
    right: file('await keep(input.items.at(-1) ?? null);'),
  },
});

export const operatorRefused = diagnostic('ASL2013', 'error', {
  text: (operator: string) => `the operator '${operator}' here`,
  reason: 'It has no counterpart with the same meaning for these values.',
  help: 'Use arithmetic, comparison and logic of values whose types say what they are.',
  example: { wrong: file('await keep(input.count & 1);'), right: file('await keep(input.count % 2);') },
});

export const arithmeticOfKinds = diagnostic('ASL2014', 'error', {
  text: (operator: string, left: string, right: string) =>
    `'${left} ${operator} ${right}' is not surely of two numbers, or of a text`,
  reason: 'JavaScript would convert one of them; the type does not say which.',
  help: "Convert it: 'Number(…)', 'String(…)'; give what may be absent a value with '??'.",
  example: {
    wrong: file('await keep(input.value + 1);', 'input: { value: any }'),
    right: file('await keep(input.value + 1);', 'input: { value: number }'),
  },
});

export const comparesDifferent = diagnostic('ASL2015', 'error', {
  text: (left: string, right: string) => `'${left}' and '${right}' are not surely both numbers or both texts`,
  reason: 'JSONata fails where JavaScript would convert.',
  help: 'Convert one of them first.',
  example: {
    wrong: file('if (input.value > 1) await keep(1);', 'input: { value: any }'),
    right: file('if (input.value > 1) await keep(1);', 'input: { value: number }'),
  },
});

export const comparesStructures = diagnostic('ASL2016', 'error', {
  text: (source: string) =>
    `'${source.length > 60 ? `${source.slice(0, 60)}…` : source}' compares objects or lists, or values whose types do not say what they are`,
  reason: 'JavaScript asks whether they are the same one; a state machine only knows what is in them.',
  help: 'Compare a field of them, an id.',
  example: {
    wrong: file(
      'if (input.left === input.right) await keep(1);',
      'input: { left: { id: string }; right: { id: string } }',
    ),
    right: file(
      'if (input.left.id === input.right.id) await keep(1);',
      'input: { left: { id: string }; right: { id: string } }',
    ),
  },
});

export const comparesMessage = diagnostic('ASL2017', 'error', {
  text: () => "a failure's message decides",
  reason: 'Each engine has its own words for some failures.',
  help: "Compare the type: 'failureOf(error).type'.",
  example: {
    wrong: file(
      "try {\n  await keep(input);\n} catch (error) {\n  if (failureOf(error).message === 'gone') await keep(null);\n}",
    ).replace('import {', "import { failureOf } from 'avesa/constructs';\nimport {"),
    right: file(
      "try {\n  await keep(input);\n} catch (error) {\n  if (failureOf(error).type === 'Gone') await keep(null);\n}",
    ).replace('import {', "import { failureOf } from 'avesa/constructs';\nimport {"),
  },
});

export const callRefused = diagnostic('ASL2018', 'error', {
  text: (name: string) => `'${name}' cannot be called here`,
  reason: 'There is no counterpart with the same result for all values, or the source does not show the function.',
  help: "See 'docs/subset.md' for the functions that there are; else compute it in an activity.",
  example: { wrong: file('await keep(Math.random());'), right: file('await keep(Math.floor(input.count));') },
});

export const patternSpecial = diagnostic('ASL2019', 'error', {
  text: () => "the replacement is not written out, or has a '$'",
  reason: "JavaScript gives '$&' and the like a meaning.",
  help: "Write the replacement as a text without '$'.",
  example: {
    wrong: file("await keep(input.text.replace('a', input.by));", 'input: { text: string; by: string }'),
    right: file("await keep(input.text.split('a').join(input.by));", 'input: { text: string; by: string }'),
  },
});

export const sortWithout = diagnostic('ASL2020', 'error', {
  text: () => 'sort without a function, of a list that is not surely of texts',
  reason: 'JavaScript sorts the texts of the elements: 10 before 9.',
  help: "Write '(a, b) => a - b'.",
  example: {
    wrong: file('await keep([...input.numbers].sort());', 'input: { numbers: number[] }'),
    right: file('await keep([...input.numbers].sort((a, b) => a - b));', 'input: { numbers: number[] }'),
  },
});

export const argumentKinds = diagnostic('ASL2021', 'error', {
  text: (source: string) => `'${source}' is not surely of the kind that is needed here`,
  reason: 'JavaScript would convert it; the type does not say from what.',
  help: 'Give it the right type, or convert it first.',
  example: undefined,
});

export const argumentMissing = diagnostic('ASL2022', 'error', {
  text: (name: string) => `'${name}' is called without an argument that it needs`,
  reason: 'JavaScript would take undefined for it.',
  help: 'Write the argument.',
  example: undefined,
});

export const callbackUnknown = diagnostic('ASL2023', 'error', {
  text: (source: string) =>
    `'${source.length > 60 ? `${source.slice(0, 60)}…` : source}' is no function that the source shows`,
  reason: 'A callback is written out as a part of the expression.',
  help: 'Write an arrow function, or the name of a function of this or of an imported file.',
  example: undefined,
});

export const callbackAsync = diagnostic('ASL2024', 'error', {
  text: () => 'an async function or a generator where a plain one is needed',
  reason: 'A list of promises is nothing that a state could hold.',
  help: "Use 'mapConcurrently(items, limit, async (item) => …)', or a loop.",
  example: {
    wrong: file('const made = input.items.map(async (item) => item);\nawait keep(made.length);'),
    right: file('const made = input.items.map((item) => item);\nawait keep(made.length);'),
  },
});

export const recursion = diagnostic('ASL2025', 'error', {
  text: (name: string) => `'${name}' calls itself`,
  reason: 'A function is written out where it is called; this one would never end.',
  help: 'Write a loop, or an activity.',
  example: {
    wrong: file('await keep(down(input.count));').replace(
      '\nexport',
      '\nconst down = (n: number): number => (n > 0 ? down(n - 1) : 0);\n\nexport',
    ),
    right: file('await keep(Math.min(input.count, 0));'),
  },
});

export const spreadArgument = diagnostic('ASL2026', 'error', {
  text: () => 'a spread in the arguments of a function',
  reason: 'Which parameter gets which value has to be known.',
  help: 'Write the arguments one by one.',
  example: undefined,
});

export const numberOfKinds = diagnostic('ASL2027', 'error', {
  text: (source: string) => `'${source}' is made a number, and is surely no text, number or boolean`,
  reason: 'JavaScript gives 0 or NaN for others.',
  help: 'Give it a type, or a value for what may be absent.',
  example: undefined,
});

export const parsesAny = diagnostic('ASL2028', 'error', {
  text: () => 'what JSON.parse gives has no type',
  reason: 'The type decides how the value is read.',
  help: "Write 'JSON.parse(text) as Order'.",
  example: {
    wrong: file('const value = JSON.parse(input.text);\nawait keep(value.id);', 'input: { text: string }'),
    right: file(
      'const value = JSON.parse(input.text) as { id: string };\nawait keep(value.id);',
      'input: { text: string }',
    ),
  },
});

export const patternRefused = diagnostic('ASL2029', 'error', {
  text: (source: string) => `the pattern '${source}' does not fit what it takes apart`,
  reason: 'The value is not surely an object, or a list; or a key is computed.',
  help: "Give what may be absent a value first: 'const { a } = value ?? {}'.",
  example: undefined,
});

export const loopInFunction = diagnostic('ASL2030', 'error', {
  text: () => 'this statement inside of a function that is written out as an expression',
  reason: 'Loops without a list, and jumps to labels, need states of their own.',
  help: "Loop over a list or with a counter, or make the function async and 'await' it.",
  example: {
    wrong: file('await keep(half(input.count));').replace(
      '\nexport',
      '\nfunction half(n: number): number {\n  let left = n;\n  while (left > 1) left = left / 2;\n  return left;\n}\n\nexport',
    ),
    right: file('await keep(half(input.count));').replace(
      '\nexport',
      '\nfunction half(n: number): number {\n  return n / 2;\n}\n\nexport',
    ),
  },
});

export const switchTooComplex = diagnostic('ASL2031', 'error', {
  text: () => "a switch whose cases have a 'break' inside of other statements",
  reason: 'Where it goes on cannot be said in one expression.',
  help: "Let each case end with 'break' or 'return', or write 'if'.",
  example: undefined,
});

/** With a function that throws. */
const checking = (body: string): string =>
  file(body)
    .replace('import {', "import { ApplicationFailure } from '@temporalio/workflow';\nimport {")
    .replace(
      '\nexport',
      "\nfunction checked(item: string): string {\n  if (item === '') throw ApplicationFailure.create({ type: 'NoItem', message: 'it is empty' });\n  return item;\n}\n\nexport",
    );

export const throwInFunction = diagnostic('ASL2032', 'error', {
  text: () => "'throw' in a function that is written out as an expression",
  reason: 'Only a state can fail with a type of its own.',
  help: "Call it for each item of a 'for' loop.",
  example: {
    wrong: checking('await keep(input.items.map((item) => checked(item)));'),
    right: checking('for (const item of input.items) checked(item);\nawait keep(input.items);'),
  },
});

export const countedLoop = diagnostic('ASL2033', 'error', {
  text: () => 'a loop that does not plainly count up to a bound',
  reason: 'Inside of an expression the number of turns has to be known before the first.',
  help: "Write 'for (let i = 0; i < n; i += step)' with a whole step, or '>' with '-=', and change none of them inside; or loop over a list.",
  example: undefined,
});

export const loopIsNoList = diagnostic('ASL2034', 'error', {
  text: (source: string) => `a loop over '${source}', which is not surely a list that stays as it is`,
  reason: 'An expression goes through a list as it was when the loop began.',
  help: "Loop over a list; 'Object.entries(record)' makes one.",
  example: undefined,
});

export const pureStatementRefused = diagnostic('ASL2035', 'error', {
  text: (kind: string) => `a ${kind} cannot be said in a state machine`,
  reason: 'It has no counterpart there.',
  help: "See 'docs/subset.md' for what there is.",
  example: { wrong: file('class Local {}\nawait keep(1);'), right: file('await keep(1);') },
});

export const assignedInside = diagnostic('ASL2036', 'error', {
  text: () => 'an assignment inside of an expression',
  reason: 'What is read before and after it would depend on the order.',
  help: 'Write it as a statement of its own.',
  example: {
    wrong: file('let a = 0;\nlet b = 0;\na = b = input.count;\nawait keep(a + b);'),
    right: file('const b = input.count;\nconst a = b;\nawait keep(a + b);'),
  },
});

export const assignmentTarget = diagnostic('ASL2037', 'error', {
  text: (target: string) => `'${target}' cannot be assigned`,
  reason: 'Only local variables, and fields and elements of them, have values that change.',
  help: 'Assign to a variable that is declared in the workflow.',
  example: undefined,
});

export const sharedTarget = diagnostic('ASL2038', 'error', {
  text: (name: string) => `'${name}' is changed in place, and others may have the same value`,
  reason: 'In a state machine each variable has a value of its own: the change would not be seen through another name.',
  help: 'Start with a copy of your own, `[...list]` or `{ ...object }`, and give it no other name; or compute a new value.',
  example: {
    wrong: file("const list = input.items;\nlist.push('more');\nawait keep(list);"),
    right: file("const list = [...input.items];\nlist.push('more');\nawait keep(list);"),
  },
});

export const functionChangesOuter = diagnostic('ASL2039', 'error', {
  text: (name: string) => `a function that is called inside of an expression changes '${name}', which is not its own`,
  reason: 'An expression of a state computes a value; it changes no variables on the way.',
  help: 'Call the function in a statement of its own, or let it give the new value.',
  example: {
    wrong: file(
      'let n = 0;\nconst names = input.items.map((item) => {\n  n += 1;\n  return `${item}${n}`;\n});\nawait keep(names);',
    ),
    right: file('const names = input.items.map((item, index) => `${item}${index + 1}`);\nawait keep(names);'),
  },
});

export const asksForNan = diagnostic('ASL2040', 'error', {
  text: () => 'a computed number is asked whether it is one',
  reason: 'JSON has no NaN and no Infinity: what would give one fails the execution where it is computed.',
  help: 'Check what the number is computed of, before.',
  example: {
    wrong: file('const size = Number(input.items.join());\nif (Number.isNaN(size)) return;\nawait keep(size);'),
    right: file("if (typeof input.count !== 'number') return;\nawait keep(input.count);"),
  },
});

export const callbackParameter = diagnostic('ASL2041', 'error', {
  text: (name: string) => `the callback's parameter '${name}' is given by nobody`,
  reason: 'A callback is given the element, its place and the list, as in JavaScript.',
  help: 'Leave it out.',
  example: undefined,
});
