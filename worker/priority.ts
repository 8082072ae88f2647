import type { Priority as TemporalPriority } from '@temporalio/common';
import type { Priority } from '../workflows/shapes.ts';

const keys: Record<Priority, number> = { high: 1, normal: 3, low: 5 };

/** A run's or tenant's priority as Temporal's task priority, which children and activities inherit. 3 is Temporal's default. */
export function temporalPriority(priority: Priority): TemporalPriority {
  return { priorityKey: keys[priority] };
}
