import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { readTenantFiles } from '../../cli/parts/tenant-files.ts';
import { checkOptions } from '../../cli/demo-source/options.ts';
import { blocksOf } from './documents.ts';

test.each(blocksOf('yaml'))('the tenants of $where can be imported', async ({ text }) => {
  const tenants = await readTenantFiles(['-'], { cwd: '.', stdin: () => Promise.resolve(text) });
  expect(tenants.length).toBeGreaterThan(0);
});

test.each(blocksOf('yaml demo source'))('the options of $where are good for the demo source', ({ text }) => {
  expect(checkOptions(parse(text)).tenants).toHaveLength(2);
});
