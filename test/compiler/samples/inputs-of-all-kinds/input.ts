import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** The argument need not be an object. */
export async function ofText(text: string): Promise<string> {
  await tell(text);
  return `${text}!`;
}
export async function ofNumber(n: number): Promise<number> {
  await tell(n);
  return n + 1;
}
export async function ofList([first = 0, ...others]: number[]): Promise<number[]> {
  await tell(first);
  return others;
}
export async function ofNull(value: { a: number } | null): Promise<unknown> {
  await tell(value);
  return value?.a ?? value;
}
export async function ofBoolean(flag: boolean): Promise<string> {
  await tell(!flag);
  return flag ? 'yes' : 'no';
}
export async function ofAnything(value: unknown): Promise<unknown> {
  await tell([value]);
  return { type: typeof value, value };
}
export async function ofNothing(): Promise<void> {
  await tell('nothing');
}
