import { ApplicationFailure, executeChild, proxyActivities, startChild } from '@temporalio/workflow';

type Activities = Record<string, (input: unknown) => Promise<unknown>>;

const acts = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

interface Step {
  kind: 'activity' | 'child' | 'detached';
  name: string;
  input?: unknown;
  timeoutSeconds?: number;
}

export async function runSteps(steps: Step[]): Promise<unknown[]> {
  const results: unknown[] = [];
  const handles = [];
  for (const step of steps) {
    if (step.kind === 'activity') {
      const activity = acts[step.name];
      results.push(await activity(step.input));
    } else if (step.kind === 'child') {
      results.push(
        await executeChild(step.name, { args: [step.input], workflowExecutionTimeout: step.timeoutSeconds ?? 60 }),
      );
    } else {
      handles.push(await startChild(step.name, { args: [step.input] }));
    }
  }
  for (const handle of handles) results.push(await handle.result());
  if (results.length !== steps.length) throw ApplicationFailure.nonRetryable('some step is missing');
  return results;
}
