import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  pick(n: number): Promise<string | null>;
}
const { pick } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function variablesOfBranches(input: { mode: 'a' | 'b' | 'c'; n: number }): Promise<string> {
  let label: string;
  let extra: number | undefined;
  if (input.mode === 'a') {
    label = 'first';
    extra = input.n + 1;
  } else if (input.mode === 'b') {
    label = (await pick(input.n)) ?? 'none';
  } else {
    label = 'third';
    extra = undefined;
  }
  let result = label;
  if (extra !== undefined) result += ` ${extra}`;
  const before = result;
  try {
    result = (await pick(0)) ?? result;
  } catch {
    result = `failed after ${before}`;
  }
  return `${result}${extra === undefined ? '' : '!'}`;
}
