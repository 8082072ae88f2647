import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function counts(input: { n: number }): Promise<{ value: number; finals: number }> {
  let finals = 0;
  let value = 0;
  for (let i = 0; i < 3; i++) {
    try {
      if (i === input.n) continue;
      if (i + 10 === input.n) break;
      if (i + 20 === input.n) throw ApplicationFailure.create({ type: 'Thrown', message: `at ${i}` });
      value += await act(i);
    } finally {
      finals++;
    }
  }
  return { value, finals };
}
