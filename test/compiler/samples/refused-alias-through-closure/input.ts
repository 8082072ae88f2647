import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function given(): Promise<number> {
  const a = ['1'];
  const get = (): string[] => a;
  const b = get();
  a.push('2');
  return b.length; // 2
}
export async function boxed(): Promise<number> {
  const a = ['1'];
  const get = (): { a: string[] } => {
    return { a };
  };
  const box = get();
  a.push('2');
  return box.a.length; // 2
}
export async function awaited(): Promise<number> {
  const a = ['1'];
  const get = async (): Promise<{ a: string[] }> => {
    await tell('x');
    return { a };
  };
  const box = await get();
  a.push('2');
  return box.a.length; // 2
}
