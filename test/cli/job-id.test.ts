import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newJobId, nextExecutionId } from '../../cli/pipeline/job-id.ts';
import { jobId } from '../../workflows/shapes.ts';

const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

test('job ids are valid, sort by time, and say when they began', () => {
  expect(newJobId(new Date('2026-01-02T03:04:05.678Z'))).toMatch(/^run-20260102t030405-[a-z0-9]{4}$/);
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [first, second] = [newJobId(a), newJobId(b)];
      expect(jobId.safeParse(first).success).toBe(true);
      if (Math.floor(a.getTime() / 1000) < Math.floor(b.getTime() / 1000)) expect(first < second).toBe(true);
    }),
  );
});

test.each([
  { last: 'run-1', next: 'run-1.2' },
  { last: 'run-1.2', next: 'run-1.3' },
  { last: 'run-1.10', next: 'run-1.11' },
])('after $last, $next goes on with run-1', ({ last, next }) => {
  expect(nextExecutionId('run-1', last)).toBe(next);
  expect(jobId.safeParse(next).success).toBe(true);
});
