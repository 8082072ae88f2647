import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(values: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function numbersFromConversions(input: {
  digits: string[];
  flags: boolean[];
  text: string;
}): Promise<number> {
  const { digits, flags, text } = input;
  const numbers = digits.map(Number);
  await tell([
    numbers,
    digits.map((each) => Number(each) * 2),
    flags.map(Number),
    Number(flags.length > 1),
    Number(text === ''),
    Boolean(text),
    Boolean(text.length),
    flags.filter(Boolean).length,
    digits.map((each) => Boolean(Number(each))),
    String(numbers.length),
    Number(`${numbers.length}${numbers.length}`),
    numbers.map((each) => Number.isInteger(each)),
  ]);
  return flags.reduce((sum, flag) => sum + Number(flag), Number('0.5'));
}
