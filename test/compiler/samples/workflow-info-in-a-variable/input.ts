import { proxyActivities, workflowInfo } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function held(): Promise<void> {
  const info = workflowInfo();
  await tell(`${info.workflowType.length > 0}`);
}
export async function takenApart(): Promise<void> {
  const { workflowId, workflowType: type } = workflowInfo();
  await tell(`${workflowId.length > 0} ${type.length > 0}`);
}
