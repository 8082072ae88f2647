import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Where texts are cut: negative positions, swapped ones, ones past the end. */
export async function textCuts(input: { text: string; from: number; to: number }): Promise<string[]> {
  const { text, from, to } = input;
  const parts = [
    text.slice(from, to),
    text.slice(from),
    text.slice(-2),
    text.slice(0, -1),
    text.substring(from, to),
    text.substring(from),
    text.charAt(from),
    text.at(-1) ?? 'none',
    text[from] ?? 'nothing',
    text.slice(2, 1),
    text.slice(),
  ];
  await tell(parts);
  return parts;
}
