import { readFile } from 'node:fs/promises';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { path } from '../setup/found.ts';
import {
  recordedHistories,
  recordedNames,
  recordHistories,
  runNames,
  type RecordedExecution,
} from './record-histories.ts';

beforeAll(async () => {
  if (process.env['UPDATE'] === '1') await recordHistories();
  else
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    });
});

async function replay(executions: RecordedExecution[]): Promise<Record<string, string>> {
  const workflowBundle = { code: await readFile(path('workflowBundle'), 'utf8') };
  const failures: Record<string, string> = {};
  // Not the worker's setting that fails a run on any error: it would take a history that does not fit for one.
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, executions)) {
    if (error !== undefined) failures[workflowId] = error.message;
  }
  return failures;
}

test('every run that is to be recorded is', async () => {
  expect((await recordedNames()).sort()).toEqual([...runNames].sort());
});

test.each(runNames)('the recorded run %s goes on under the workflows as they are', async (name) => {
  const executions = await recordedHistories(name);
  expect(executions.length).toBeGreaterThan(0);
  expect(await replay(executions)).toEqual({});
});

test('a run that the workflows would not have made does not go on', async () => {
  const [root, ...others] = await recordedHistories('many-tenants');
  const start = root!.history.events!.find(
    (event) => event.startChildWorkflowExecutionInitiatedEventAttributes != null,
  );
  start!.startChildWorkflowExecutionInitiatedEventAttributes!.workflowId = 'many-tenants/other';
  expect(Object.keys(await replay([root!, ...others]))).toEqual(['many-tenants']);
});
