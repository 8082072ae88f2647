import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  level(name: string): Promise<number>;
  act(name: string): Promise<void>;
}
const { level, act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Conditions that become Choices: chains, negations, and ones that are made of variables. */
export async function comparisonsOfNumbersInConditions(input: {
  low: number;
  high: number;
  flag?: boolean;
}): Promise<string> {
  const { low, high, flag } = input;
  const first = await level('first');
  const isBetween = first >= low && first <= high;
  const isOdd = first % 2 !== 0;
  if (!isBetween && !(isOdd || flag)) await act('outside and even');
  else if (isBetween !== isOdd) await act('one of both');
  else if (isBetween || flag === undefined) await act('both, or no flag');
  else await act('rest');
  let n = first;
  if (n > high) n = high;
  else if (n < low) n = low;
  if (n === first) return 'unchanged';
  if (!(n - low > 0) || (flag ?? low === high)) return `at ${n}`;
  for (; n !== low; n -= n > low ? 1 : -1) if (n === 2) break;
  return n > 0 ? 'positive' : n < 0 ? 'negative' : 'zero';
}
