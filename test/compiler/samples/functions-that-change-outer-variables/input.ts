import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function counter(): Promise<number> {
  let n = 1;
  const increase = (): void => {
    n += 1;
  };
  increase();
  increase();
  await tell('x');
  return n; // 3
}
export async function notes(input: { items: string[] }): Promise<string> {
  let seen = '';
  function note(text: string): void {
    seen += text;
  }
  for (const item of input.items) {
    await tell(item);
    note(item);
  }
  return seen; // all of them
}
export async function next(): Promise<string> {
  let n = 1;
  const take = (): number => {
    n += 1;
    return n;
  };
  const a = take();
  const b = take();
  return `${a} ${b} ${n}`; // 2 3 3
}
