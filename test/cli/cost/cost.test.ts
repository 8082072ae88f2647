import { expect, test } from 'vitest';
import { comparedPaths } from '../../../cli/commands/cost/compared-paths.ts';
import { avesa } from '../recorded.ts';

test.each([
  [['5', '5', '1.00 x', 'InitializePipeline > DetermineProcessingMode > MultiTenantProcessing']],
  [['4', '3', '1.33 x', 'ProcessChunk > HandleChunkTimeout > +IfResume > ScheduleChunkResumption (then again)']],
  [['1', '1', '1.00 x', 'DiscoverTenantTables (fails)']],
])('--explain prints a row with %j', async (cells) => {
  const { code, stdout } = await avesa(['cost', '--explain']);
  expect(code).toBe(0);
  const row = new RegExp(cells.map((cell) => cell.replace(/[+()]/g, '\\$&')).join('\\s+'));
  expect(stdout.filter((line) => row.test(line))).not.toEqual([]);
});

test('--explain says on stderr how AWS counts, with the page that says so', async () => {
  const { stderr } = await avesa(['cost', '--explain']);
  expect(stderr[0]).toContain('each retry of a state is one more');
  expect(stderr).toContain('https://aws.amazon.com/step-functions/pricing/');
});

test('--explain --json prints every path, with a ratio where both have it and a reason where only one has', async () => {
  const { code, stdout, stderr } = await avesa(['cost', '--explain', '--json']);
  expect([code, stderr]).toEqual([0, []]);
  const { pricing, paths } = JSON.parse(stdout.join('\n')) as {
    pricing: string;
    paths: { states: string[]; ratio: number | null; why: string | null; extra: { state: string; why: string }[] }[];
  };
  expect(pricing).toBe('https://aws.amazon.com/step-functions/pricing/');
  expect(paths.map(({ states }) => states)).toEqual(comparedPaths.map(({ states }) => states));
  expect(paths.filter(({ ratio, why }) => (ratio === null) === (why === null))).toEqual([]);
  expect(paths.flatMap(({ extra }) => extra).filter(({ why }) => typeof why !== 'string')).toEqual([]);
});
