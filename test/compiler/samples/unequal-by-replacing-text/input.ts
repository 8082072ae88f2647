import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  next(n: number): Promise<string>;
  tell(text: string): Promise<void>;
}
const { next, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const after = (state: string, event: string): string => {
  switch (state) {
    case 'created':
      return event === 'scan' ? 'collected' : state;
    default:
      return state;
  }
};

export async function machine(): Promise<string> {
  let state = 'created';
  for (let turns = 0; turns < 3; turns++) {
    const event = await next(turns);
    const then = after(state, event);
    if (then !== state) {
      state = then;
      await tell(state);
    }
  }
  return state;
}
export async function text(): Promise<string> {
  const event = await next(1);
  if ('a = b' !== event) await tell('differs');
  return event;
}
