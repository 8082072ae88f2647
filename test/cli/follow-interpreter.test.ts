import { expect, test } from 'vitest';
import { createInterpreter } from '../../asl/interpreter/interpreter.ts';
import { TaskFailure, type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { StateMachine } from '../../asl/spec/states.ts';
import { followInterpreter } from '../../cli/progress/follow-interpreter.ts';
import { progressOf, type Progress, type Stored } from '../../cli/progress/progress.ts';
import type { Follow } from '../../cli/progress/tracked.ts';

const invoke = (activity: string, payload: unknown, more: object) => ({
  Type: 'Task' as const,
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: activity, Payload: payload },
  Output: '{% $states.result.Payload %}',
  ...more,
});
const start = {
  Type: 'Task' as const,
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Arguments: {
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:tableProcessor',
    Input: { tenant_config: { tenant_id: 'acme' }, table_config: { table_name: 'desk/tickets' } },
  },
};

/** A pipeline that starts one table, which reads two chunks. */
const machines = {
  pipelineOrchestrator: {
    QueryLanguage: 'JSONata',
    StartAt: 'Initialize',
    States: {
      Initialize: invoke('initializePipeline', {}, { Next: 'Table' }),
      Table: { ...start, Output: '{% $states.result.Output %}', End: true },
    },
  },
  tableProcessor: {
    QueryLanguage: 'JSONata',
    StartAt: 'Chunks',
    States: {
      Chunks: {
        Type: 'Map',
        Items: ['c1', 'c2'],
        ItemProcessor: {
          StartAt: 'Read',
          States: {
            Read: invoke(
              'processChunk',
              { chunk_config: { chunk_id: '{% $states.input %}' } },
              {
                Retry: [{ ErrorEquals: ['TooManyRequests'], IntervalSeconds: 60, MaxAttempts: 2 }],
                Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Pause' }],
                End: true,
              },
            ),
            Pause: { Type: 'Wait', Seconds: 300, Output: null, End: true },
          },
        },
        Output: { status: 'completed', table_name: 'desk/tickets', message: 'read' },
        End: true,
      },
    },
  },
} as unknown as Record<string, StateMachine>;

const nothing: Stored = {
  plans: new Map(),
  totals: new Map(),
  waits: [],
  calls: { api_calls: 0, api_errors: 0 },
};

test('what the interpreter does is told as a server’s runs are: tables, retries, waits with their reasons', async () => {
  const looks: Progress[] = [];
  let follow: Follow = () => Promise.resolve([]);
  const look = async (at_ms: number) => {
    looks.push(progressOf(await follow(), nothing, at_ms));
  };
  const processChunk: TaskHandler = async (
    { chunk_config: { chunk_id } }: { chunk_config: { chunk_id: string } },
    { retryCount, clock },
  ) => {
    // One looks on while the other is waited for.
    if (chunk_id === 'c1' && retryCount === 0)
      throw new TaskFailure('TooManyRequests', JSON.stringify({ errorType: 'TooManyRequests', errorMessage: 'later' }));
    if (chunk_id === 'c2') {
      await clock.sleep(1_000);
      await look(clock.now());
      throw new TaskFailure('SourcePaused', JSON.stringify({ errorType: 'SourcePaused', errorMessage: 'for a while' }));
    }
    await look(clock.now());
    return null;
  };
  const interpreter = createInterpreter({
    machines,
    tasks: { initializePipeline: () => ({ job_id: 'run-1', tenants: [{}], batches: [] }), processChunk },
    startTime: 0,
    seed: 'follow',
  });
  const root = interpreter.start({ machine: 'pipelineOrchestrator', name: 'run-1' });
  follow = followInterpreter(interpreter, root);
  await root.result;
  await look(400_000);

  const table = { tenant_id: 'acme', table_name: 'desk/tickets' };
  expect(looks).toMatchObject([
    {
      job_id: 'run-1',
      end: null,
      retries: 0,
      tables: [{ ...table, status: 'running' }],
      waits: [{ subject: 'acme desk/tickets c1', reason: 'TooManyRequests: later', until_ms: 60_000, attempt: 2 }],
    },
    {
      retries: 1,
      waits: [{ subject: 'acme desk/tickets c2', reason: 'SourcePaused: for a while', until_ms: 301_000, attempt: 0 }],
    },
    {
      end: { status: 'completed', result: { status: 'completed' } },
      tables: [{ ...table, status: 'completed', message: 'read' }],
      waits: [],
    },
  ]);
});
