import { proxyActivities } from '@temporalio/workflow';

interface Input {
  text: string;
  count: number;
  flag: boolean;
  list: number[];
  maybe: string | null;
  object: { a?: number };
}
interface Activities {
  send(value: unknown): Promise<void>;
}
const { send } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function truths(input: Input): Promise<string[]> {
  const said: string[] = [];
  if (input.text) said.push('text');
  if (input.count) said.push('count');
  if (!input.flag) said.push('no flag');
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  if (input.list) said.push('list');
  if (input.maybe) said.push('maybe');
  if (input.object.a) said.push('a');
  await send(input.text || 'default');
  await send(input.maybe ?? 'null');
  await send(input.count && input.text);
  await send([input.text, input.maybe].filter(Boolean));
  await send(input.text ? 1 : input.count ? 2 : 3);
  return said;
}
