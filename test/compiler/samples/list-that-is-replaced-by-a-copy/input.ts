import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedListThatIsReplacedByACopy(input: { words: string[] }): Promise<void> {
  const box = { list: ['a'] };
  box.list.push('b');
  box.list = [...box.list, ...input.words];
  await tell(box);
}
