import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: string): Promise<void>;
}
const activities = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function proxyTakenApartInsideOfTheWorkflow(input: { name: string }): Promise<void> {
  const { tell } = activities;
  await tell(input.name);
  const say = activities.tell;
  await say(input.name);
}
