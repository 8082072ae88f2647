import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  read(id: string): Promise<number>;
}
const { read } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function promiseAllOfMaps(input: { ids: string[]; more: string[] }): Promise<unknown> {
  const values = await Promise.all(input.ids.map((id) => read(id)));
  const doubled = await Promise.all(
    input.more.map(async (id, index) => {
      const value = await read(id);
      return value * 2 + index;
    }),
  );
  const [first, second] = await Promise.all([read('first'), read('second')]);
  return { values, doubled, difference: first - second };
}
