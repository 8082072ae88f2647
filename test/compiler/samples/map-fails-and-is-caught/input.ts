import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  work(n: number): Promise<number>;
  undo(input: { type: string; message: string }): Promise<void>;
}
const { work, undo } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function guarded(input: { items: number[]; mode: string }): Promise<string> {
  try {
    const results = await mapConcurrently(input.items, 1, async (n) => {
      if (n === 13) throw ApplicationFailure.create({ type: 'Unlucky', message: `item ${n}` });
      return await work(n);
    });
    if (input.mode === 'both') {
      const [sum] = await allOf([() => work(100), async () => await work(200)]);
      return `sum ${sum}`;
    }
    return `all ${results.length}`;
  } catch (error) {
    const failure = failureOf(error);
    await undo(failure);
    return failure.type;
  }
}
