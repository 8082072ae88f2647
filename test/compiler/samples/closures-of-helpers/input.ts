import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  send(input: { to: string; text: string }): Promise<boolean>;
}
const { send } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function closuresOfHelpers(input: { names: string[]; prefix: string; limit: number }): Promise<unknown> {
  const { prefix, limit } = input;
  let sent = 0;
  const greet = (name: string): string => `${prefix} ${name}${sent > 0 ? ` (${sent})` : ''}`;
  const deliver = async (to: string): Promise<boolean> => {
    if (to.length > limit) return false;
    return await send({ to, text: greet(to) });
  };
  const failed: string[] = [];
  for (const name of input.names) {
    if (await deliver(name)) sent += 1;
    else failed.push(name);
  }
  return { sent, failed, last: greet('all') };
}
