import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { documents, root } from './documents.ts';
import { sections } from './sections.ts';

const marked = /(?<=<!-- made by code: (.+) -->\n)[\s\S]*?(?=<!-- end -->)/g;
const namesIn = (text: string) => [...text.matchAll(marked)].map(([, name]) => name!);
const having = documents.filter(({ text }) => namesIn(text).length > 0);

/** The document with every section as the code has it now. */
async function renewed(text: string, path: string): Promise<string> {
  const made = new Map<string, string>();
  for (const name of namesIn(text)) made.set(name, (await sections[name]?.()) ?? `there is no section '${name}'`);
  const content = text.replaceAll(marked, (_, name: string) => `\n${made.get(name)!}\n\n`);
  return format(content, { ...(await resolveConfig(path)), parser: 'markdown' });
}

test.each(having)('what $name has from the code is as the code has it (UPDATE=1 renews it)', async ({ name, text }) => {
  const path = join(root, name);
  const expected = await renewed(text, path);
  if (process.env['UPDATE'] === '1') await writeFile(path, expected);
  else expect(text).toBe(expected);
});

test('every section is in the documents, once', () => {
  expect(having.flatMap(({ text }) => namesIn(text)).sort()).toEqual(Object.keys(sections).sort());
});
