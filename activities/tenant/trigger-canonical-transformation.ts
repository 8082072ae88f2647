import { mergeCanonical } from '../canonical/merge.ts';
import type { Activity } from '../contract.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'state' | 'lake' | 'duckdb' | 'clock' | 'log'>;

/** Merges what the ledger holds for the tenant. Safe to repeat: a manifest is merged once, by one swap of the pointer. */
export const triggerCanonicalTransformation =
  (ports: Needs): Activity<'triggerCanonicalTransformation'> =>
  ({ tenant_id, job_id }, { signal, heartbeat }) =>
    mergeCanonical(ports, { tenant_id, job_id, signal, heartbeat });
