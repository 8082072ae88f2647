import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  fetchText(id: string): Promise<string>;
  store(value: { id: string; size: number }): Promise<void>;
}
const { fetchText, store } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function parse({ id }: { id: string }): Promise<string> {
  const text = await fetchText(id);
  try {
    const value = JSON.parse(text) as { size: number; tags?: string[] };
    await store({ id, size: value.size });
    return value.tags?.join('+') ?? 'no tags';
  } catch (error) {
    return `bad: ${failureOf(error).type}`;
  }
}
