import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(texts: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What is replaced may look like a pattern, be empty, or be the whole text. */
export async function textReplacements(input: { text: string; part: string }): Promise<string> {
  const { text, part } = input;
  await tell([
    text.replace(part, '<1>'),
    text.replaceAll(part, '<n>'),
    text.replace('.', '!'),
    text.replaceAll('.', ''),
    text.replaceAll('*', '**'),
    text.replaceAll('a', 'aa'),
    text.replace('(', '[').replace(')', ']'),
    text.replaceAll('\\', '/'),
    text.replace(text, 'all'),
    text.replaceAll(' ', '_').toLowerCase(),
  ]);
  return `${text}${part}`.replaceAll(part, '').replace('a', 'b');
}
