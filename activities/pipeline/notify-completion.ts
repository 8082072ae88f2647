import type { Activity } from '../contract.ts';
import type { Ports } from '../ports.ts';

/** Tells people how the run ended. Repeating it may tell them twice, never not at all. */
export const notifyCompletion =
  ({ notifier }: Pick<Ports, 'notifier'>): Activity<'notifyCompletion'> =>
  async ({ job_id, execution_id, batch, results }) => {
    // A batch's end is nobody's news: its run tells.
    if (batch !== null) return { notified: false };
    const { tenant_results, ...summary } = results;
    await notifier.notify({ subject: `run ${job_id}: ${results.status}`, body: { ...summary, execution_id } });
    return { notified: true };
  };
