import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  rows(id: string): Promise<{ name: string }[]>;
}
const { rows } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function first({ id }: { id: string }): Promise<string> {
  const found = await rows(id);
  let name = 'none';
  try {
    name = found[0]!.name;
    name += found[1]!.name;
  } catch (error) {
    name += failureOf(error).type;
  }
  return name;
}
