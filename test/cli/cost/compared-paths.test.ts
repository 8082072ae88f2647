import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ComparedPath } from '../../../cli/commands/cost/compared-path.ts';
import { comparedPaths } from '../../../cli/commands/cost/compared-paths.ts';
import { extraStates, whyApart } from '../../../cli/commands/cost/differences.ts';
import { root } from '../../docs/documents.ts';
import { comparePaths } from './compare-paths.ts';
import { scopes } from './definitions.ts';
import { sourceOf } from './source-of.ts';

const file = join(root, 'cli/commands/cost/compared-paths.ts');
const titled = (paths: readonly ComparedPath[]) =>
  paths.map((path) => ({ title: `${path.map ?? path.machine}: ${path.states.join(' > ')}`, path }));

test('the table holds every path of both sets of definitions (UPDATE=1 renews it)', () => {
  const expected = sourceOf(scopes.flatMap(comparePaths));
  if (process.env['UPDATE'] === '1') writeFileSync(file, expected);
  else expect(readFileSync(file, 'utf8')).toBe(expected);
});

describe('a path with the same steps costs at most what the original costs', () => {
  const same = comparedPaths.filter(({ ours, original }) => ours !== null && original !== null);

  test.each(titled(same))('$title', ({ path }) => {
    const reasons = Object.keys(extraStates[path.machine] ?? {});
    expect(path.extra.filter((state) => !reasons.includes(state))).toEqual([]);
    expect(path.ours! - path.extra.length).toBeLessThanOrEqual(path.original!);
  });

  test('every state that is allowed besides is on such a path', () => {
    const allowed = Object.entries(extraStates).flatMap(([machine, reasons]) =>
      Object.keys(reasons).map((state) => `${machine}.${state}`),
    );
    const passed = new Set(same.flatMap(({ machine, extra }) => extra.map((state) => `${machine}.${state}`)));
    expect([...passed].sort()).toEqual(allowed.sort());
  });
});

describe('a path that only one of them has is there for a reason', () => {
  const apart = comparedPaths.filter(({ ours, original }) => ours === null || original === null);

  test.each(titled(apart))('$title', ({ path }) => {
    expect(whyApart(path)).toBeDefined();
  });
});
