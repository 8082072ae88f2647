import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  links(page: string): Promise<string[]>;
}
const { links } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

export async function crawl(input: { start: string; most: number }): Promise<string[]> {
  const queue = [input.start];
  const seen: string[] = [];
  while (queue.length > 0 && seen.length < input.most) {
    const page = queue.shift()!;
    if (seen.includes(page)) continue;
    seen.push(page);
    for (const link of await links(page)) {
      if (!seen.includes(link) && !queue.includes(link)) queue.push(link);
    }
  }
  return seen;
}
