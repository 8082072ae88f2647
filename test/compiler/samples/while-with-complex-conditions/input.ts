import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  state(id: string): Promise<{ status: string; progress: number; error?: { code: string } }>;
}
const { state } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function whileWithComplexConditions(input: { id: string; most: number }): Promise<unknown> {
  let tries = 0;
  let last = await state(input.id);
  while (last.status !== 'done' && (last.progress < 100 || last.error?.code === 'retry') && tries < input.most) {
    tries++;
    if (last.error !== undefined && last.error.code !== 'retry') {
      return { failed: last.error.code, tries };
    }
    await sleep(last.progress > 50 ? '1 second' : '5 seconds');
    last = await state(`${input.id}${tries}`);
  }
  return { last, tries };
}
