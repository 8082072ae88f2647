import type { Plan } from '../ports.ts';

/**
 * Did one commit see every key of the table, so that a key which it lacks is gone at the source? Anything doubtful says no:
 * a row that is wrongly kept is mended by the next full read, one that is wrongly deleted is not.
 */
export const isCompleteRead = (plan: Plan, committed: { chunks: number; records_quarantined: number }): boolean =>
  plan.mode === 'full' &&
  plan.lower_bound === null &&
  plan.guarantee !== 'best effort' &&
  // Chunks that an earlier commit of the plan holds are not in this one.
  committed.chunks === plan.total_chunks &&
  // A bad record has a key too.
  committed.records_quarantined === 0;
