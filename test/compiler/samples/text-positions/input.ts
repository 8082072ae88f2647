import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textPositions(input: { text: string; at: number }): Promise<unknown> {
  const { text, at } = input;
  const cut = text.indexOf('@');
  await tell([
    text.at(at) ?? null,
    text.at(-1) ?? null,
    text.charAt(at),
    text.charAt(at + 1) === '',
    text[at] ?? null,
    text[text.length - 1] ?? null,
    text.substring(at),
    text.substring(at, 1),
    text.slice(at),
    text.slice(0, at),
    text.slice(-at),
    text.slice(at, at + 2),
    text.slice(0, -1).slice(1),
    text.length - at,
  ]);
  return cut < 0
    ? { name: text, host: null }
    : { name: text.slice(0, cut), host: text.slice(cut + 1), top: text.split('.').at(-1) ?? null };
}
