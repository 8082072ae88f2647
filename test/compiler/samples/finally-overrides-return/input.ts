import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function overrides({ n }: { n: number }): Promise<string> {
  let value = 'start';
  try {
    value = `got ${await act(n)}`;
    return value;
  } catch {
    value = 'caught';
    return value;
  } finally {
    value = 'changed later';
    if (n > 5) {
      // eslint-disable-next-line no-unsafe-finally
      return `finally ${value}`;
    }
    await act(100);
  }
}
