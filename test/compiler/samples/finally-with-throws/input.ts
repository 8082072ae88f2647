import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  start(id: string): Promise<void>;
  work(id: string): Promise<void>;
  stop(id: string): Promise<void>;
}
const { start, work, stop } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

async function run(id: string): Promise<string> {
  await start(id);
  try {
    try {
      await work(id);
    } finally {
      await stop(`inner ${id}`);
    }
    return 'done';
  } catch (error) {
    if (failureOf(error).type === 'Soft') return 'soft';
    throw ApplicationFailure.create({ type: 'Hard', message: failureOf(error).type });
  } finally {
    await stop(`outer ${id}`);
  }
}

export async function finallyWithThrows(input: { ids: string[] }): Promise<string[]> {
  const seen: string[] = [];
  try {
    for (const id of input.ids) seen.push(await run(id));
  } catch (error) {
    const { type, message } = failureOf(error);
    seen.push(`${type}: ${message}`);
  }
  return seen;
}
