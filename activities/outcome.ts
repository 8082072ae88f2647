import type { Status } from '../workflows/shapes.ts';

/** completed: all parts; failed: none; else partial. Nothing to do is completed. */
export function statusOf(parts: readonly { status: string }[]): Status {
  if (parts.every((part) => part.status === 'completed')) return 'completed';
  return parts.every((part) => part.status === 'failed') ? 'failed' : 'partial';
}
