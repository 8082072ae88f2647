import type { Client } from '@temporalio/client';
import { startChild } from './child.ts';
import type { Shape } from './empty-activities.ts';
import { inTurns } from './measure.ts';
import type { WorkflowsPart } from './workflows-process.ts';

export const shape: Shape = { tenants: 5, tables: 4, chunks: 5 };
const repetitions = 7;
const queue = { ours: 'bench-ours', bare: 'bench-bare' } as const;
type Side = keyof typeof queue;

interface Needs {
  client: Client;
  address: string;
  say: (text: string) => void;
}

/**
 * Seconds from the start of a pipeline run to its end, on one server, when no activity does anything: our workflows on our
 * worker, and the barest ones on a worker with the SDK's own settings. Each side has a process of its own and one run before
 * the first that counts.
 */
export async function measureWorkflows({ client, address, say }: Needs): Promise<Record<Side, number[]>> {
  const sides = await Promise.all(
    (['ours', 'bare'] as const).map((side) =>
      startChild<WorkflowsPart>('./workflows-process.js', {
        side,
        address,
        task_queue: queue[side],
        shape,
      }),
    ),
  );
  const run = (side: Side, type: string) => async (repetition: number) => {
    const workflowId = `bench-${side}-${repetition}`;
    const input = side === 'ours' ? {} : { execution_id: workflowId };
    const started = performance.now();
    await client.workflow.execute(type, { workflowId, taskQueue: queue[side], args: [input] });
    const seconds = (performance.now() - started) / 1000;
    say(`workflows ${repetition + 1} of ${repetitions}: ${side} ${seconds.toFixed(2)} s`);
    return seconds;
  };
  const runs = { ours: run('ours', 'pipelineOrchestrator'), bare: run('bare', 'barePipeline') };
  try {
    await runs.ours(-1);
    await runs.bare(-1);
    return await inTurns(repetitions, runs);
  } finally {
    await Promise.all(sides.map((side) => side.end()));
  }
}
