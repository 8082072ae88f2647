import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function parenthesised(): Promise<number> {
  const a = ['1'];
  const b = a;
  await tell('x');
  a.push('2');
  return b.length; // 2
}
export async function asserted(): Promise<number> {
  const a = ['1'];
  const b = a as readonly string[];
  a.push('2');
  return b.length; // 2
}
export async function nonNull(): Promise<number> {
  const a = ['1'];
  const b = a!;
  a.push('2');
  return b.length; // 2
}
export async function satisfying(): Promise<number> {
  const a = ['1'];
  const b = a satisfies string[];
  a.push('2');
  return b.length; // 2
}
export async function either(): Promise<number> {
  const a = ['1'];
  const b = a || ['9'];
  a.push('2');
  return b.length; // 2
}
