import type { WorkflowService } from '@temporalio/client';
import { advance, newExecution, type HistoryStep } from './execution.ts';
import type { Follow, Tracked } from './tracked.ts';
import { failureOf, timeMs, translate, type ChildStart, type HistoryEvent } from './translate.ts';

interface OnServer extends Tracked {
  lastEventId: number;
  initiated: Map<string, ChildStart>;
}

type ReversePage = Awaited<ReturnType<WorkflowService['getWorkflowExecutionHistoryReverse']>>;

/** Short enough that a wait is seen soon, long enough that ordinary activities are over by then. */
const suspiciousMs = 2_000;

/**
 * Reads the histories of an execution and of all that it started. Each call reads only what is new, from the newest event
 * backwards, and only of executions that had not ended.
 */
export function followExecutions(
  service: WorkflowService,
  namespace: string,
  root: { workflowId: string; runId: string },
): Follow {
  const all = new Map<string, OnServer>();
  track({ ...root, workflow: 'pipelineOrchestrator', input: null }, null);

  function track(child: Pick<Tracked, 'workflowId' | 'runId' | 'workflow' | 'input'>, parent: OnServer | null): void {
    const state = { execution: newExecution(), retrying: [], lastEventId: 0, initiated: new Map<string, ChildStart>() };
    all.set(child.runId, { ...child, parent, ...state });
  }

  /** Newest first, down to the last one seen. */
  async function unseenEvents({ workflowId, runId, lastEventId }: OnServer): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    const execution = { workflowId, runId };
    let nextPageToken = new Uint8Array();
    do {
      const request = { namespace, execution, nextPageToken, maximumPageSize: 100 };
      const page: ReversePage = await service.getWorkflowExecutionHistoryReverse(request);
      for (const event of page.history?.events ?? []) {
        if (Number(event.eventId) <= lastEventId) return events;
        events.push(event);
      }
      nextPageToken = new Uint8Array(page.nextPageToken);
    } while (nextPageToken.length > 0);
    return events;
  }

  async function read(tracked: OnServer): Promise<void> {
    const events = (await unseenEvents(tracked)).reverse();
    for (const event of events) {
      tracked.lastEventId = Number(event.eventId);
      const step = translate(event, tracked.initiated);
      if (step !== undefined) take(tracked, step);
    }
    await readRetries(tracked);
  }

  function take(tracked: OnServer, step: HistoryStep): void {
    advance(tracked.execution, step);
    if (step.kind === 'child started') track(step, tracked);
  }

  /** The history does not show an activity's attempts before the last one. */
  async function readRetries(tracked: OnServer): Promise<void> {
    const { workflowId, runId, execution } = tracked;
    const since = Date.now() - suspiciousMs;
    const slow = [...execution.scheduled.values()].some(
      (call) => call.activity !== 'processChunk' && call.at_ms < since,
    );
    tracked.retrying = [];
    if (!slow || execution.end !== null) return;
    const { pendingActivities } = await service.describeWorkflowExecution({
      namespace,
      execution: { workflowId, runId },
    });
    tracked.retrying = pendingActivities
      .filter((activity) => (activity.attempt ?? 1) > 1)
      .map((activity) => ({
        activity: activity.activityType?.name ?? '',
        attempt: activity.attempt ?? 1,
        failure: activity.lastFailure ? failureOf(activity.lastFailure) : null,
        until_ms: activity.nextAttemptScheduleTime ? timeMs(activity.nextAttemptScheduleTime) : null,
      }));
  }

  return async () => {
    const seen = new Set<OnServer>();
    // What is started between two reads is read in the same call, level by level.
    for (let open = stillOpen(seen); open.length > 0; open = stillOpen(seen)) {
      for (const tracked of open) seen.add(tracked);
      await Promise.all(open.map(read));
    }
    return [...all.values()];
  };

  function stillOpen(seen: Set<OnServer>): OnServer[] {
    return [...all.values()].filter((tracked) => tracked.execution.end === null && !seen.has(tracked));
  }
}
