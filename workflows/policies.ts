import type { ActivityOptions } from '@temporalio/workflow';
import type { Retrier } from './constructs.ts';

/**
 * Every retry and time-out, by name, as literal values: Temporal runs them, the compiler reads them.
 * `maximumAttempts` counts the first try; Step Functions' MaxAttempts does not. The host heartbeats for every activity, so
 * that a dead worker is noticed before the time-out. A cancelled call counts as ended when its activity has: the SDK's own
 * default gives it up at once and leaves the activity running.
 */

/** Types that another attempt cannot mend: the same as `activities/errors.ts` lists. */
export const nonRetryableErrorTypes = [
  'InvalidInput',
  'InvalidConfiguration',
  'Unauthorized',
  'RequestRefused',
  'LeaseLost',
  'QuarantineLimitExceeded',
];

/** Of these, what another try of the whole table cannot mend either. A lost lease may be free again by then. */
export const permanentErrorTypes = ['InvalidInput', 'InvalidConfiguration', 'Unauthorized', 'RequestRefused'];

export const initializePipeline = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumAttempts: 4, nonRetryableErrorTypes },
} satisfies ActivityOptions;

export const discoverTenantTables = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumAttempts: 4, nonRetryableErrorTypes },
} satisfies ActivityOptions;

export const initializeTable = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumAttempts: 4, nonRetryableErrorTypes },
} satisfies ActivityOptions;

/** Asks the source how much there is to read, which may take long. */
export const planning = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumAttempts: 4, nonRetryableErrorTypes },
} satisfies ActivityOptions;

/** The attempt stops itself before the limit; `chunkRetriers` decides about another. */
export const chunk = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { maximumAttempts: 1, nonRetryableErrorTypes },
} satisfies ActivityOptions;

export const canonical = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumAttempts: 3, nonRetryableErrorTypes },
} satisfies ActivityOptions;

/** Reads and writes of the state store only. */
export const bookkeeping = {
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '20 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 5, nonRetryableErrorTypes },
} satisfies ActivityOptions;

/** A chunk's failures, the special ones first. What is resumed from its checkpoint is not retried. */
export const chunkRetriers: Retrier[] = [
  { errors: ['TooManyRequests'], interval: '60 seconds', maximumAttempts: 6, backoffCoefficient: 2 },
  // An open breaker lets its probe through after 300 seconds.
  { errors: ['CircuitOpen'], interval: '330 seconds', maximumAttempts: 4, backoffCoefficient: 1 },
  { errors: ['Timeout', 'ChunkStopped', 'SourcePaused'], interval: '1 second', maximumAttempts: 1 },
  { errors: ['All'], interval: '30 seconds', maximumAttempts: 4, backoffCoefficient: 2 },
];

export const tableRetriers: Retrier[] = [
  { errors: ['All'], interval: '15 seconds', maximumAttempts: 3, backoffCoefficient: 2 },
];

/** How many run at once. */
export const concurrency = { tenants: 10, tables: 4, chunks: 3 } as const;
