import { proxyActivities, condition, defineSignal, setHandler } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[] }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

const goSignal = defineSignal('go');

export async function workflow(input: { id: string; n: number; items: string[] }): Promise<unknown> {
  let go = false;
  setHandler(goSignal, () => {
    go = true;
  });
  await condition(() => go);
  return await act(input.n);
}
