import { diagnostic } from './diagnostic.ts';

export const fileNotRead = diagnostic('ASL1001', 'error', {
  text: (file: string, why: string) => `'${file}' ${why}`,
  reason: 'There is nothing to compile.',
  help: 'Name a TypeScript file with workflows.',
  example: undefined,
});

export const badImport = diagnostic('ASL1002', 'error', {
  text: (module: string) => `workflow code imports '${module}' for its values`,
  reason: 'Workflow code may not touch anything outside: activities do that.',
  help: "Import only types, 'import type', and call activities through proxyActivities.",
  example: {
    wrong:
      "import { readFileSync } from 'node:fs';\n\nexport async function read(): Promise<string> {\n  return await Promise.resolve(readFileSync('a', 'utf8'));\n}\n",
    right:
      'export async function read(input: { text: string }): Promise<string> {\n  return await Promise.resolve(input.text);\n}\n',
  },
});

export const typescriptError = diagnostic('ASL1003', 'error', {
  text: (message: string, code: number) => `${message} (TS${code})`,
  reason: 'The compiler of TypeScript finds a fault: a program that it does not understand means nothing.',
  help: 'Mend it; your editor shows the same.',
  example: undefined,
});

export const noWorkflow = diagnostic('ASL1004', 'error', {
  text: () => 'the file exports no async function',
  reason: 'A state machine is made of each async function that a file exports.',
  help: "Write 'export async function …'.",
  example: {
    wrong: 'export const nothing = 1;\n',
    right: 'export async function nothing(): Promise<number> {\n  return await Promise.resolve(1);\n}\n',
  },
});

export const tooManyParameters = diagnostic('ASL1005', 'error', {
  text: (name: string) => `the workflow '${name}' takes more than one parameter, or a rest`,
  reason: 'An execution has one input.',
  help: 'Take one object.',
  example: {
    wrong:
      'export async function add(a: number, b: number): Promise<number> {\n  return await Promise.resolve(a + b);\n}\n',
    right:
      'export async function add({ a, b }: { a: number; b: number }): Promise<number> {\n  return await Promise.resolve(a + b);\n}\n',
  },
});

export const workflowName = diagnostic('ASL1006', 'error', {
  text: (name: string, why: string) => `a state machine cannot be called '${name}': ${why}`,
  reason: 'The machine has the name of the workflow.',
  help: 'Rename the function.',
  example: undefined,
});

export const sameName = diagnostic('ASL1007', 'error', {
  text: (name: string) => `two workflows are called '${name}'`,
  reason: 'A state machine has the name of its workflow.',
  help: 'Rename one of them.',
  example: undefined,
});

export const notStrict = diagnostic('ASL1008', 'error', {
  text: () => "the tsconfig does not have 'strict'",
  reason: 'Types decide how values are read: without it they do not say what may be absent.',
  help: 'Set \'"strict": true\' in compilerOptions.',
  example: undefined,
});

export const configNotRead = diagnostic('ASL1009', 'error', {
  text: (file: string, why: string) => `the tsconfig '${file}' ${why}`,
  reason: 'The compiler reads workflows as your own build does.',
  help: "Name one with '--project'.",
  example: undefined,
});

export const genericWorkflow = diagnostic('ASL1010', 'error', {
  text: (name: string) => `the workflow '${name}' is generic, overloaded or a generator`,
  reason: 'What an execution is started with has no type parameters.',
  help: 'Write an async function with the types that it takes.',
  example: undefined,
});
