import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { bids: { bidder: string; amount: number }[] }): Promise<void> {
  for (let i = 0; i < input.bids.length; i++) {
    const { bidder, amount } = input.bids[i]!;
    await tell(`${bidder} ${amount}`);
  }
}
