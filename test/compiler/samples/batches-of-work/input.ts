import { executeChild, proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  ids(source: string): Promise<number[]>;
  load(id: number): Promise<{ id: number; bytes: number }>;
}
const { ids, load } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

function chunked(list: readonly number[], size: number): number[][] {
  const chunks: number[][] = [];
  for (let at = 0; at < Math.ceil(list.length / size); at++) {
    chunks.push(list.slice(at * size, (at + 1) * size));
  }
  return chunks;
}

export async function copyAll(input: {
  source: string;
  size: number;
}): Promise<{ bytes: number; failed: number; batches: number }> {
  const all = await ids(input.source);
  const chunks = chunked(all, input.size);
  const results = await mapConcurrently(chunks, 2, async (chunk, index) => {
    try {
      return await executeChild(copyBatch, { args: [{ ids: chunk, index }] });
    } catch (error) {
      return { bytes: 0, failed: chunk.length, reason: failureOf(error).type };
    }
  });
  const bytes = results.reduce((sum, result) => sum + result.bytes, 0);
  return { bytes, failed: results.map((r) => r.failed).reduce((a, b) => a + b, 0), batches: chunks.length };
}

export async function copyBatch(batch: { ids: number[]; index: number }): Promise<{ bytes: number; failed: number }> {
  let bytes = 0;
  for (const id of batch.ids) {
    const loaded = await load(id);
    bytes += loaded.bytes;
  }
  return { bytes, failed: 0 };
}
