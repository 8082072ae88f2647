import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windowByOffset, windowByPage, windowWithoutOverlap } from '../../../activities/sources/by-place.ts';

const progress = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(3))
  .map(([anchored, bad]) => ({ place: anchored + bad, anchored, keys: ['known'] }));

test('a page number stands for a window that starts before, and ends behind, the last known row', () => {
  fc.assert(
    fc.property(progress, fc.integer({ min: 20, max: 1000 }), (done, size) => {
      const window = windowByPage(done, size);
      expect(window.start % window.size).toBe(0);
      expect(window.size).toBeLessThanOrEqual(size);
      expect(window.start).toBeLessThan(done.anchored);
      expect(window.start + window.size).toBeGreaterThan(done.place);
    }),
    { numRuns: 2000 },
  );
});

test('page by page, the windows of a million rows overlap by little', () => {
  let [rows, requests] = [1000, 1];
  for (; rows < 1_000_000; requests += 1) {
    const window = windowByPage({ place: rows, anchored: rows, keys: ['known'] }, 1000);
    rows = window.start + window.size;
  }
  expect(requests).toBeLessThan(1300);
});

test.each([
  [
    { place: 0, anchored: 0, keys: [] },
    { start: 0, size: 10 },
  ],
  [
    { place: 10, anchored: 10, keys: ['a'] },
    { start: 9, size: 10 },
  ],
  [
    { place: 12, anchored: 10, keys: ['a'] },
    { start: 9, size: 10 },
  ],
  [
    { place: 30, anchored: 10, keys: ['a'] },
    { start: 30, size: 10 },
  ],
  [
    { place: 7, anchored: 0, keys: [] },
    { start: 7, size: 10 },
  ],
])('an offset behind %o starts at the last known row where a page reaches behind it', (done, window) => {
  expect(windowByOffset(done, 10)).toEqual(window);
});

test.each([
  [0, { start: 0, size: 10 }],
  [10, { start: 10, size: 10 }],
  [35, { start: 35, size: 7 }],
  [7, { start: 7, size: 7 }],
  [11, { start: 11, size: 1 }],
])('without overlap, behind %i rows comes the greatest page that starts there', (place, window) => {
  expect(windowWithoutOverlap({ place }, 10)).toEqual(window);
});
