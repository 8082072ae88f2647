import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  charge(order: string): Promise<{ chargeId: string }>;
}
const { charge } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(input: { id: string }): Promise<string> {
  let chargeId = '';
  ({ chargeId } = await charge(input.id));
  return chargeId;
}
