import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  anything(name: string): Promise<unknown>;
  tell(parts: unknown[]): Promise<void>;
}
const { anything, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  return -1;
};

export async function typeofInEveryPlace(input: { either: string | number; maybe?: boolean | null }): Promise<string> {
  const { either, maybe } = input;
  const any = await anything('x');
  await tell([typeof any, typeof either, typeof maybe, typeof null, typeof [], typeof '', sizeOf(any)]);
  await tell([
    typeof either === 'number' ? either + 1 : either + '1',
    typeof maybe === 'boolean' && maybe,
    typeof maybe !== 'undefined',
    typeof maybe === 'object',
    any === null,
    any ?? 'nothing',
    `${typeof any}:${typeof either}`,
    [either, 'a', 1].filter((each) => typeof each === 'string'),
  ]);
  switch (typeof any) {
    case 'string':
      return any.toUpperCase();
    case 'number':
      return any.toString();
    case 'boolean':
      return any ? 'yes' : 'no';
    default:
      return typeof any;
  }
}
