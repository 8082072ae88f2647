import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { items: string[] }): Promise<string[]> {
  const done: string[] = [];
  let skipped = 0;
  const one = async (item: string): Promise<void> => {
    if (item === '') {
      skipped += 1;
      return;
    }
    await tell(item);
    done.push(item);
  };
  for (const item of input.items) await one(item);
  return done;
}
