import { proxyActivities, sleep, uuid4, workflowInfo } from '@temporalio/workflow';

interface Activities {
  open(id: string): Promise<string>;
  close(id: string): Promise<string>;
  time(input: { ok: boolean }): Promise<void>;
}
const { open, close, time } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 2 },
});

export async function clock(input: {
  seconds: number;
}): Promise<{ same: boolean; waited: boolean; sure: boolean; id: boolean }> {
  const start = Date.now();
  const id = uuid4();
  const again = Date.now();
  await open('a');
  await sleep(input.seconds * 1000);
  const end = Date.now();
  const text = new Date().toISOString();
  await time({ ok: end >= start && end === Date.parse(text) });
  const waited = end - start >= input.seconds * 1000 && end - start < input.seconds * 1000 + 60_000;
  await close('b');
  return {
    same: start === again,
    waited,
    sure: id.length === 36 && id === `${id}`,
    id: workflowInfo().workflowId.length > 0,
  };
}
