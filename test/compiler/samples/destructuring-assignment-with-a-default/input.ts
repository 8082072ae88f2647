import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function destructuringAssignmentWithADefault(input: { width?: number; names: string[] }): Promise<void> {
  let width: number;
  let first: string;
  ({ width: width = 5 } = input);
  [first = 'none'] = input.names;
  await tell([width, first]);
  const own: string[] = [];
  own.push('a', first);
  let again: string | undefined;
  [again] = own;
  await tell(again ?? 'none');
}
