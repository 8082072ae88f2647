import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { avesa, inFolder } from '../cli/recorded.ts';
import { avesaCommands } from './commands.ts';
import { blocks, documents, root } from './documents.ts';

const document = documents.find(({ name }) => name === 'docs/asl.md')!;
/** Blocks of a file: `json orders.asl.json`. */
const exampleFiles = blocks(document).flatMap(({ language, text }) => {
  const [, file] = language.split(' ');
  return file === undefined ? [] : [{ file, text }];
});
const examples = avesaCommands.filter(({ where, isMention }) => where.startsWith('docs/asl.md:') && !isMention);

const withExamples = <T>(use: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    for (const { file, text } of exampleFiles) await writeFile(join(folder, file), text);
    return use(folder);
  });

test.each(examples.map(({ words }) => ({ words, line: words.join(' ') })))(
  'avesa $line does what it says',
  async ({ words }) => {
    const { code, stdout } = await withExamples((folder) => avesa(words, { cwd: folder }));
    expect(code).toBe(0);
    expect(() =>
      stdout.filter((line) => line.startsWith('{"')).map((line) => JSON.parse(line) as unknown),
    ).not.toThrow();
  },
);

test('the trace of the first definition is that', async () => {
  const { stderr } = await withExamples((folder) => avesa(examples[0]!.words, { cwd: folder }));
  const printed = blocks(document).find(({ language }) => language === 'text')!.text;
  expect(`${stderr.slice(0, -1).join('\n')}\n`).toBe(printed);
});

test('the program that uses the library runs', async () => {
  await withExamples(async (folder) => {
    const program = await readFile(join(folder, 'run.ts'), 'utf8');
    const here = program
      .replace("'avesa/asl'", JSON.stringify(pathToFileURL(join(root, 'asl/index.ts')).pathname))
      .replace("'orders.asl.json'", JSON.stringify(join(folder, 'orders.asl.json')));
    await writeFile(join(folder, 'run.ts'), here);
    await import(join(folder, 'run.ts'));
  });
});
