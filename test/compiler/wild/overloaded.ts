import { proxyActivities } from '@temporalio/workflow';

const { resize } = proxyActivities<{ resize(input: { url: string; width: number }): Promise<string> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function thumbnails(input: string): Promise<string>;
export async function thumbnails(input: string[]): Promise<string[]>;
export async function thumbnails(input: string | string[]): Promise<string | string[]> {
  if (typeof input === 'string') return await resize({ url: input, width: 120 });
  const made: string[] = [];
  for (const url of input) made.push(await resize({ url, width: 120 }));
  return made;
}

export async function identity<T>(value: T): Promise<T> {
  return value;
}

export async function* pages(): AsyncGenerator<number> {
  yield 1;
}

export async function pair(left: string, right: string): Promise<string> {
  return (await resize({ url: left, width: 1 })) + (await resize({ url: right, width: 1 }));
}
