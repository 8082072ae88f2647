import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileText, errorsIn } from './compile-text.ts';

const text = readFileSync(new URL('../../docs/subset.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```ts (preamble|accepted|refused (ASL\d+))\n([\s\S]*?)```/g)].map(
  ([, kind, code, source]) => ({
    kind: kind!.split(' ')[0]!,
    code,
    source: source!,
  }),
);
const preamble = blocks.find(({ kind }) => kind === 'preamble')!.source;

/** The statements of an example in a workflow of their own. */
const program = (source: string): string =>
  `${preamble}\nexport async function example(input: { id: string; count: number }): Promise<void> {\n${source}}\n`;

const titled = (kind: string) =>
  blocks
    .filter((block) => block.kind === kind)
    .map((block) => ({ ...block, title: block.source.trim().split('\n').join(' ').slice(0, 80) }));

describe('docs/subset.md', () => {
  test.each(titled('accepted'))('accepted: $title', ({ source }) => {
    const compilation = compileText(program(source));
    expect(errorsIn(compilation)).toEqual([]);
    expect(Object.keys(compilation.machines).sort()).toEqual(['child', 'example']);
  });

  test.each(titled('refused'))('refused by $code: $title', ({ source, code }) => {
    const compilation = compileText(program(source));
    const start = preamble.split('\n').length;
    expect(compilation.diagnostics.filter(({ line }) => line > start).map((diagnostic) => diagnostic.code)).toContain(
      code,
    );
    expect(compilation.machines).toEqual({});
  });

  test('has examples of both kinds', () => {
    expect(titled('accepted').length).toBeGreaterThan(10);
    expect(titled('refused').length).toBeGreaterThan(20);
  });
});
