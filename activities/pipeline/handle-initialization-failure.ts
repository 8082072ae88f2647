import type { Activity } from '../contract.ts';
import { newJob } from '../new-job.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'state' | 'clock' | 'notifier' | 'metrics'>;

/** Records why a run could not start, and tells people. Safe to repeat: a job that ended ends the same way again. */
export const handleInitializationFailure =
  ({ state, clock, notifier, metrics }: Needs): Activity<'handleInitializationFailure'> =>
  async ({ error_type, error_details, execution_id, input }) => {
    const now = new Date(clock.now()).toISOString();
    // A run that goes on with a job, or is one's batch, leaves that job's own record as it was.
    if (input.resume_job_id == null && input.batch == null) {
      const mode = input.tenant_id == null ? 'multi-tenant' : 'single-tenant';
      await state.jobs.create(newJob({ job_id: execution_id, input, mode, started_at: now }), []);
      await state.jobs.finish(execution_id, { status: 'failed', finished_at: now, result: null, error: error_details });
    }
    metrics.count('ExecutionFailure', 1, {});
    await notifier.notify({ subject: `run ${execution_id}: failed`, body: { error_type, error_details } });
    return { notified: true };
  };
