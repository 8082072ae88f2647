import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  fetch(id: string): Promise<string>;
  store(text: string): Promise<void>;
}
const { fetch, store } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});
interface Doc {
  name: string;
  tags?: string[];
  size: number | null;
}

export async function jsonBothWays(input: { id: string }): Promise<string> {
  const text = await fetch(input.id);
  let doc: Doc;
  try {
    doc = JSON.parse(text) as Doc;
  } catch {
    return 'not JSON';
  }
  const { tags = [], size } = doc;
  await store(JSON.stringify({ ...doc, tags: [...tags, 'seen'], size: (size ?? 0) + 1 }));
  return `${doc.name} ${tags.length}`;
}
