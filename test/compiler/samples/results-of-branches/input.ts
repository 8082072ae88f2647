import { proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf } from 'avesa/constructs';

interface Activities {
  fast(id: string): Promise<string>;
  slow(id: string): Promise<string[]>;
}
const { fast, slow } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function resultsOfBranches(input: { id: string; both: boolean }): Promise<unknown> {
  const answers: { fast?: string; slow?: string[]; failed: string[] } = { failed: [] };
  const [one, two] = await allOf([
    async () => {
      try {
        return await fast(input.id);
      } catch (error) {
        return failureOf(error).type === 'Gone' ? null : 'other';
      }
    },
    async () => {
      if (!input.both) return null;
      const all = await slow(input.id);
      return all.length > 0 ? all : null;
    },
  ]);
  if (one === null) answers.failed.push('fast');
  else answers.fast = one;
  if (two !== null) answers.slow = two;
  return answers;
}
