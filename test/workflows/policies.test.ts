import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActivityName } from '../../activities/contract.ts';
import { ActivityError, nonRetryable, SourcePaused, Unauthorized } from '../../activities/errors.ts';
import * as errors from '../../activities/errors.ts';
import * as policies from '../../workflows/policies.ts';
import { durationMs, eventsOf, startRig, type ProtoDuration, type Rig } from './rig.ts';
import { createStage, made } from './script.ts';

const stage = createStage();
let rig: Rig;
/** How each activity was scheduled in runs that between them call all. */
const scheduled = new Map<string, Scheduled>();

interface Scheduled {
  activityType: { name: string };
  startToCloseTimeout: ProtoDuration;
  heartbeatTimeout: ProtoDuration;
  retryPolicy: {
    initialInterval?: ProtoDuration;
    backoffCoefficient: number;
    maximumAttempts: number;
    nonRetryableErrorTypes: string[];
  };
}

beforeAll(async () => {
  rig = await startRig({ activities: stage.activities });
  stage.set('paused', {
    processChunk: ({ chunk_config }, { nth }) => {
      if (nth === 1) throw new SourcePaused('until noon');
      return {
        chunk_id: chunk_config.chunk_id,
        records_processed: 1,
        records_quarantined: 0,
        parts: 1,
        bytes: 1,
        api_calls: 1,
      };
    },
  });
  const calls = stage.set('refused', {
    initializePipeline: () => {
      throw new Unauthorized('401');
    },
  });
  await rig.run('pipelineOrchestrator', {}, 'paused');
  await rig.run('pipelineOrchestrator', {}, 'refused');
  expect(made(calls, 'handleInitializationFailure')).toHaveLength(1);
  for (const id of ['paused', 'paused/acme', 'paused/acme/crm/tickets', 'refused']) {
    for (const { type, attributes } of await eventsOf(rig.env.client.workflow.getHandle(id))) {
      if (type === 'ActivityTaskScheduled')
        scheduled.set((attributes as Scheduled).activityType.name, attributes as Scheduled);
    }
  }
});
afterAll(() => rig.stop());

const minute = 60;
const bookkeeping = { limit: minute, interval: 1, attempts: 5 };
const expected: Record<ActivityName, { limit: number; interval: number | null; attempts: number }> = {
  initializePipeline: { limit: 2 * minute, interval: 10, attempts: 4 },
  aggregateResults: bookkeeping,
  notifyCompletion: bookkeeping,
  handleInitializationFailure: bookkeeping,
  discoverTenantTables: { limit: 2 * minute, interval: 5, attempts: 4 },
  evaluateTableResults: bookkeeping,
  triggerCanonicalTransformation: { limit: 15 * minute, interval: 10, attempts: 3 },
  initializeTableProcessing: { limit: 2 * minute, interval: 5, attempts: 4 },
  calculateChunks: { limit: 15 * minute, interval: 5, attempts: 4 },
  evaluateChunkResults: bookkeeping,
  updateLastUpdatedTimestamp: bookkeeping,
  processChunk: { limit: 15 * minute, interval: null, attempts: 1 },
  updateChunkProgress: bookkeeping,
  handleChunkTimeout: bookkeeping,
};

describe('what the server is told of each call', () => {
  test.each(Object.entries(expected))('%s', (name, { limit, interval, attempts }) => {
    const { startToCloseTimeout, heartbeatTimeout, retryPolicy } = scheduled.get(name)!;
    expect({
      limit: durationMs(startToCloseTimeout) / 1_000,
      heartbeat: durationMs(heartbeatTimeout) / 1_000,
      attempts: retryPolicy.maximumAttempts,
      hopeless: retryPolicy.nonRetryableErrorTypes,
    }).toEqual({ limit, heartbeat: 20, attempts, hopeless: nonRetryable.map(({ type }) => type) });
    if (interval !== null) {
      expect(retryPolicy).toMatchObject({ backoffCoefficient: 2 });
      expect(durationMs(retryPolicy.initialInterval!) / 1_000).toBe(interval);
    }
  });
});

describe('the lists of error types', () => {
  test('name what another attempt cannot mend alike for workflows and activities', () => {
    expect(policies.nonRetryableErrorTypes).toEqual(nonRetryable.map(({ type }) => type));
  });

  test('name no type that no error class has', () => {
    const classes = Object.values(errors).filter(
      (value) => typeof value === 'function' && value.prototype instanceof ActivityError,
    );
    const types = new Set(['All', 'Timeout', ...classes.map((value) => (value as typeof ActivityError).type)]);
    const named = [...policies.chunkRetriers, ...policies.tableRetriers].flatMap((retrier) => retrier.errors);
    expect([...named, ...policies.permanentErrorTypes].filter((type) => !types.has(type))).toEqual([]);
  });

  test('have the special retriers before the one for all', () => {
    for (const retriers of [policies.chunkRetriers, policies.tableRetriers]) {
      expect(retriers.findIndex(({ errors: types }) => types.includes('All'))).toBe(retriers.length - 1);
    }
  });
});

test('a cancelled call of any policy has ended when its activity has', () => {
  const all = Object.values(policies).filter((value) => 'startToCloseTimeout' in value);
  expect(all).toHaveLength(7);
  expect(new Set(all.map(({ cancellationType }) => cancellationType))).toEqual(
    new Set(['WAIT_CANCELLATION_COMPLETED']),
  );
});
