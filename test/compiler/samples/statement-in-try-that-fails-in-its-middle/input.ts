import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

interface Doc {
  size: number;
}

export async function statementInTryThatFailsInItsMiddle(input: { docs: (Doc | null)[] }): Promise<void> {
  const sizes: number[] = [];
  let text = '';
  try {
    for (const doc of input.docs) sizes.push(doc!.size);
  } catch {
    text += '!';
  }
  try {
    if (input.docs.length > 1) {
      text += 'a';
      text += `${input.docs[1]!.size}`;
    }
  } catch {
    text += '?';
  }
  await tell([sizes, text]);
}
