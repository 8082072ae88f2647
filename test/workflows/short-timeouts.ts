import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import type { ChunkWork } from '../../activities/contract.ts';

/**
 * A chunk called `slow-N-…` has one second for each of its first N calls: the time-skipping server does not skip while an
 * activity runs, and nobody waits for fifteen minutes.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const calls = new Map<string, number>();
  return {
    outbound: [
      {
        scheduleActivity(input, next) {
          if (input.activityType !== 'processChunk') return next(input);
          const { chunk_id } = (input.args[0] as ChunkWork).chunk_config;
          const slow = Number(/^slow-(\d+)-/.exec(chunk_id)?.[1] ?? 0);
          const call = (calls.get(chunk_id) ?? 0) + 1;
          calls.set(chunk_id, call);
          if (call > slow) return next(input);
          return next({ ...input, options: { ...input.options, startToCloseTimeout: 1_000 } });
        },
      },
    ],
  };
};
