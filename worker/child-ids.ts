import { workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import type { Priority } from '../workflows/shapes.ts';
import { temporalPriority } from './priority.ts';

/**
 * Gives children ids that say what they work on, `JOB/acme`, `JOB/acme/connectwise/tickets`, `…/batch-2`, with `~2`, `~3` for
 * later tries, and tenants their own priority. Runs in the workflow sandbox; the ids follow from the parent's id, the
 * child's input and the order of calls, so that a replay gives the same.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const tries = new Map<string, number>();
  return {
    outbound: [
      {
        startChildWorkflowExecution(input, next) {
          const { options } = input;
          const child = options.args[0] as ChildInput | undefined;
          const name = nameOf(child);
          // An id that workflow code has chosen stays.
          if (name === undefined || !isGenerated(options.workflowId)) return next(input);
          const count = (tries.get(name) ?? 0) + 1;
          tries.set(name, count);
          const workflowId = `${workflowInfo().workflowId}/${name}${count === 1 ? '' : `~${count}`}`;
          const priority = child?.tenant_config?.priority;
          return next({
            ...input,
            options: {
              ...options,
              workflowId,
              ...(priority === undefined ? {} : { priority: temporalPriority(priority) }),
            },
          });
        },
      },
    ],
  };
};

/** What the inputs of our three workflows have in them. */
interface ChildInput {
  tenant_config?: { tenant_id: string; priority?: Priority };
  table_config?: { table_name: string };
  batch?: { index: number } | null;
}

function nameOf(input: ChildInput | undefined): string | undefined {
  if (input?.batch != null) return `batch-${input.batch.index}`;
  return input?.table_config?.table_name ?? input?.tenant_config?.tenant_id;
}

/** The SDK's own choice where workflow code makes none: a UUID of version 4. */
function isGenerated(workflowId: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(workflowId);
}
