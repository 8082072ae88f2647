import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(answers: boolean[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textComparisons(input: { a: string; b: string; c?: string | null }): Promise<string> {
  const { a, b, c } = input;
  await tell([
    a < b,
    a <= b,
    a > b,
    a >= b,
    a === b,
    a !== b,
    a.toLowerCase() === b.toLowerCase(),
    a.startsWith(b),
    b.endsWith(a),
    a.includes(b) || b.includes(a),
    a === c,
    c !== a,
    c === '',
    (c ?? '') < a,
    `${a}${b}` === `${b}${a}`,
    a.length < b.length,
  ]);
  const smaller = a < b ? a : b;
  return c != null && c < smaller ? c : smaller;
}
