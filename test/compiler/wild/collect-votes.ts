import { defineSignal, proxyActivities, setHandler, Trigger, CancellationScope, sleep } from '@temporalio/workflow';

const { publish } = proxyActivities<{ publish(input: { yes: number; no: number }): Promise<void> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export const vote = defineSignal<[{ voter: string; yes: boolean }]>('vote');

export async function ballot(voters: string[]): Promise<boolean> {
  const votes = new Map<string, boolean>();
  const complete = new Trigger<void>();
  setHandler(vote, ({ voter, yes }) => {
    if (voters.includes(voter)) votes.set(voter, yes);
    if (votes.size === voters.length) complete.resolve();
  });
  const timeout = new CancellationScope();
  await Promise.race([complete, timeout.run(() => sleep('7 days'))]);
  timeout.cancel();
  const yes = [...votes.values()].filter(Boolean).length;
  await publish({ yes, no: votes.size - yes });
  return yes * 2 > votes.size;
}
