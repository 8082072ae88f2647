import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(input: unknown): Promise<number>;
  load(id: string): Promise<{ id: string; items: string[]; note?: string }>;
}
const { act, load } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 2 } });

export async function workflow(input: { id: string; n: number; items: string[]; name?: string }): Promise<unknown> {
  const nameOf = (n: number, long: boolean): string => {
    let name = 'many';
    switch (n) {
      case 1:
        name = 'one';
        if (!long) break;
        name += ' only';
        break;
      case 2:
        name = 'two';
    }
    return name;
  };
  await act(input.n);
  return nameOf(input.n, input.name !== undefined);
}
