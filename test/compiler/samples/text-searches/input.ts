import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(found: (number | boolean | string | string[])[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textSearches(input: { text: string; part: string }): Promise<void> {
  const { text, part } = input;
  await tell([
    text.indexOf(part),
    text.includes(part),
    text.startsWith(part),
    text.endsWith(part),
    text.split(part),
    text.replace(part, '<part>'),
    text.replaceAll(part, '-'),
    text.length,
    text === part,
    text < part,
    text >= part,
  ]);
}
