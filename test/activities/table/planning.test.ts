import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOf, lowerBound } from '../../../activities/table/as-of.ts';
import { chunkSize } from '../../../activities/table/chunk-size.ts';
import { keyRanges } from '../../../activities/table/key-ranges.ts';
import { isOverQuarantineLimit } from '../../../activities/chunk/quarantine-limit.ts';
import { statusOf } from '../../../activities/outcome.ts';

describe('the size of a chunk', () => {
  test.each([
    { total: 0, factor: 1, size: 5_000 },
    { total: undefined, factor: 1, size: 5_000 },
    { total: 100_000, factor: 1, size: 5_000 },
    { total: 100_001, factor: 1, size: 10_000 },
    { total: 1_000_001, factor: 1, size: 15_000 },
    { total: 1_000_001, factor: 0.5, size: 15_000 },
    { total: 500, factor: 10, size: 1_000 },
    { total: 500, factor: 2, size: 2_500 },
    { total: 500_000, factor: 4, size: 2_500 },
  ])('is $size for $total records of relative cost $factor', ({ total, factor, size }) => {
    expect(chunkSize(total, factor)).toBe(size);
  });
});

describe('the next watermark', () => {
  const now = Date.parse('2026-03-04T05:06:07.891Z');
  test.each([
    { settle: 0, granularity: '1ms', skew_ms: 0, expected: '2026-03-04T05:06:07.891Z' },
    { settle: 60, granularity: '1s', skew_ms: 0, expected: '2026-03-04T05:05:07.000Z' },
    { settle: 60, granularity: '1s', skew_ms: 300_000, expected: '2026-03-04T05:00:07.000Z' },
    { settle: 0, granularity: '1m', skew_ms: 0, expected: '2026-03-04T05:06:00.000Z' },
    { settle: 8, granularity: '1h', skew_ms: 0, expected: '2026-03-04T05:00:00.000Z' },
    { settle: 6 * 3_600, granularity: '1d', skew_ms: 0, expected: '2026-03-03T00:00:00.000Z' },
  ] as const)('is $expected with settle $settle s, skew $skew_ms ms, granularity $granularity', (row) => {
    expect(asOf({ now, skew_ms: row.skew_ms }, row)).toBe(row.expected);
  });

  test('is where the next read starts, less the lookback', () => {
    expect(lowerBound('2026-03-04T05:05:07.000Z', { lookback: 7 })).toBe('2026-03-04T05:05:00.000Z');
    expect(lowerBound(null, { lookback: 7 })).toBeNull();
  });
});

describe('key ranges', () => {
  const never = { signal: new AbortController().signal, enough: () => false };
  const sourceOf = (keys: string[]) => ({ keyAt: (place: number) => Promise.resolve(keys[place]) });

  test('cover every key once, in the order of the source, each with at most the size but the last', async () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 1, max: 50 }), async (inOrder, size) => {
        const ranges = await keyRanges(sourceOf(inOrder), { updated_since: null }, size, never);
        const place = (key: string | null, open: number) => (key === null ? open : inOrder.indexOf(key));
        const covered = ranges.map((range) =>
          inOrder.slice(place(range.after, -1) + 1, place(range.up_to, Infinity) + 1),
        );
        expect(covered.flat()).toEqual(inOrder);
        expect(covered.every((part) => part.length <= size)).toBe(true);
        expect(ranges.at(0)?.after ?? null).toBeNull();
        expect(ranges.at(-1)?.up_to ?? null).toBeNull();
      }),
    );
  });

  test('still cover every key when planning is cut short or rows vanish meanwhile', async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (removals, turns) => {
        const keys = Array.from({ length: 200 }, (_, index) => String(index).padStart(3, '0'));
        let asked = 0;
        const source = {
          keyAt: (place: number) => {
            keys.splice(0, removals[asked++ % removals.length]);
            return Promise.resolve(keys[place]);
          },
        };
        let turn = 0;
        const ranges = await keyRanges(source, { updated_since: null }, 7, { ...never, enough: () => turn++ >= turns });
        for (const key of keys) {
          const holding = ranges.filter(
            ({ after, up_to }) => (after === null || key > after) && (up_to === null || key <= up_to),
          );
          expect(holding).toHaveLength(1);
        }
      }),
    );
  });

  test('of an empty table are none', async () => {
    expect(await keyRanges(sourceOf([]), { updated_since: null }, 10, never)).toEqual([]);
  });
});

describe('the limit of bad records', () => {
  test.each([
    { good: 0, bad: 20, limit: 0, over: false },
    { good: 0, bad: 21, limit: 0, over: true },
    { good: 1_000, bad: 50, limit: 5, over: false },
    { good: 1_000, bad: 53, limit: 5, over: true },
    { good: 10, bad: 1_000, limit: 100, over: false },
  ])('of $limit % is passed by $bad bad beside $good good ones: $over', ({ good, bad, limit, over }) => {
    expect(isOverQuarantineLimit(good, bad, limit)).toBe(over);
  });
});

describe('a status', () => {
  test.each([
    { parts: [], expected: 'completed' },
    { parts: ['completed', 'completed'], expected: 'completed' },
    { parts: ['failed', 'failed'], expected: 'failed' },
    { parts: ['completed', 'failed'], expected: 'partial' },
    { parts: ['partial'], expected: 'partial' },
    { parts: ['completed', 'skipped'], expected: 'partial' },
    { parts: ['skipped'], expected: 'partial' },
    { parts: ['failed', 'skipped'], expected: 'partial' },
  ])('of $parts is $expected', ({ parts, expected }) => {
    expect(statusOf(parts.map((status) => ({ status })))).toBe(expected);
  });
});
