import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(values: (string | number | boolean | null)[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function grade(n: number): string {
  if (n < 0) return 'negative';
  else if (n === 0) return 'zero';
  if (n > 2) {
    const double = n * 2;
    if (double > 8) return `huge ${double}`;
    return `big ${double}`;
  }
  return 'small';
}
function falling(n: number): string {
  let out = '';
  switch (n) {
    case 0:
      out += 'zero';
    case 1:
      out += 'one';
      break;
    case 2:
      return 'two';
    default:
      out += 'default';
  }
  return `${out}!`;
}
function shadow(n: number): number {
  const x = n;
  {
    const x = n + 1;
    if (x > 2) {
      const n = 10;
      return n + x;
    }
  }
  return x;
}
function trimmed(text: string, times = 2): string {
  text = text.trim();
  if (text === '') text = 'empty';
  times++;
  return text.repeat(times);
}
const logic = (a: boolean, b: boolean, c: boolean): string =>
  `${(a && b) || c} ${a && (b || c)} ${!(a || b) && c} ${a !== b} ${a === (b === c)}`;

export async function pureSwitchesAndBranches(input: { n: number; text: string }): Promise<string> {
  const { n, text } = input;
  await tell([grade(n), falling(n), shadow(n), trimmed(text), trimmed(` ${text} `, 0), logic(n > 0, n > 1, n > 2)]);
  let result: string;
  if (text) result = grade(text.length);
  else if (n) result = falling(n);
  else result = 'neither';
  return [1, 2, 3].map(grade).join() + result;
}
