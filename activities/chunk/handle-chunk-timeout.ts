import type { Activity } from '../contract.ts';
import type { Ports } from '../ports.ts';
import { knownTenant } from '../tenants.ts';

/** How often one chunk is called again in one job. */
export const resumptionsPerChunk = 50;
/** A longer pause of the source is waited for in pieces. */
export const longestWaitSeconds = 3_600;

type Needs = Pick<Ports, 'state' | 'sources' | 'clock' | 'log'>;

/** Decides whether and when a chunk goes on from its checkpoint. A repeat counts one resumption more, which only ends it earlier. */
export const handleChunkTimeout =
  ({ state, sources, clock, log }: Needs): Activity<'handleChunkTimeout'> =>
  async ({ job_id, tenant_id, table_name, chunk_config, timeout_error }) => {
    const key = { job_id, tenant_id, table_name, chunk_id: chunk_config.chunk_id };
    const resumptions = await state.chunks.resume(key);
    if (resumptions > resumptionsPerChunk) {
      return { resume: false, wait_seconds: 0, reason: `called again ${resumptionsPerChunk} times without an end` };
    }
    const until = await sources.pausedUntil(await knownTenant(state, tenant_id), table_name);
    const wait_seconds = Math.min(longestWaitSeconds, Math.max(0, Math.ceil((until - clock.now()) / 1000)));
    log.info({ ...key, resumptions, wait_seconds, cause: timeout_error.type }, 'chunk resumed');
    return { resume: true, wait_seconds, reason: '' };
  };
