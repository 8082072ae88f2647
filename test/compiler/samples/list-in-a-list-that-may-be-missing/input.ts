import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What an index or a search gives is one element of a list, also when it is a list itself. */
export async function listInAListThatMayBeMissing(input: {
  groups: number[][];
  name: string | string[];
}): Promise<unknown> {
  await tell([1, input.groups.find((group) => group.length < 2), 2]);
  await tell([[], input.groups[0], input.groups[9], [input.groups][0]!]);
  await tell([input.groups.at(-1), input.name, 3]);
  return [input.groups[1]];
}
