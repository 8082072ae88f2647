import { ApplicationFailure, log, proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const { slow } = proxyActivities<{ slow(n: number): Promise<number> }>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '5 seconds',
  taskQueue: 'slow',
  retry: { maximumAttempts: 2 },
});

export async function workflow(input: { n: number } = { n: 1 }): Promise<number> {
  log.info('starting', { n: input.n });
  if (input.n < 0) throw ApplicationFailure.create({ type: 'Negative', message: 'below 0', details: [input.n] });
  return (await slow(input.n)) + Math.random();
}
