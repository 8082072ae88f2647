import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  work(input: { a: string; b: string }): Promise<string>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function failureInsideOfNestedFanOuts(input: {
  pairs: { a: string; b: string }[];
  swallow: boolean;
}): Promise<unknown> {
  const results = await mapConcurrently(input.pairs, 1, async (pair) => {
    try {
      const [one, two] = await allOf([() => work(pair), async () => `${pair.a} local`]);
      return `${one}/${two}`;
    } catch (error) {
      const { type, message } = failureOf(error);
      if (input.swallow) return `${type} (${message})`;
      throw ApplicationFailure.create({ type: `Wrapped${type}`, message });
    }
  });
  return results;
}
