import { executeChild, proxyActivities, uuid4 } from '@temporalio/workflow';
import { withRetries } from 'avesa/constructs';

interface Search {
  createIndex(input: { name: string; mapping: Record<string, string> }): Promise<void>;
  indexPage(input: {
    index: string;
    cursor: string | null;
    size: number;
  }): Promise<{ indexed: number; next: string | null }>;
  countDocuments(index: string): Promise<number>;
  swapAlias(input: { alias: string; to: string }): Promise<{ previous: string | null }>;
  dropIndex(name: string): Promise<void>;
}
const search = proxyActivities<Search>({ startToCloseTimeout: '10 minutes', retry: { maximumAttempts: 1 } });

const mapping = { title: 'text', body: 'text', published: 'date', tags: 'keyword' };

export async function fillIndex({ index, pageSize }: { index: string; pageSize: number }): Promise<number> {
  let cursor: string | null = null;
  let total = 0;
  do {
    const page: { indexed: number; next: string | null } = await withRetries(
      [
        { errors: ['TooManyRequests'], interval: '30 seconds', maximumAttempts: 20, backoffCoefficient: 1 },
        { errors: ['Timeout', 'ConnectionLost'], interval: '5 seconds', maximumAttempts: 4 },
      ],
      () => search.indexPage({ index, cursor, size: pageSize }),
    );
    total += page.indexed;
    cursor = page.next;
  } while (cursor !== null);
  return total;
}

export async function reindex({
  alias,
  pageSize = 500,
}: {
  alias: string;
  pageSize?: number;
}): Promise<{ index: string; documents: number }> {
  const index = `${alias}-${uuid4()}`;
  await search.createIndex({ name: index, mapping });
  const indexed = await executeChild(fillIndex, { args: [{ index, pageSize }], workflowExecutionTimeout: '12 hours' });
  const documents = await search.countDocuments(index);
  if (documents < indexed) {
    await search.dropIndex(index);
    return { index: alias, documents: 0 };
  }
  const { previous } = await search.swapAlias({ alias, to: index });
  if (previous) await search.dropIndex(previous);
  return { index, documents };
}
