import { proxyActivities } from '@temporalio/workflow';
import { failureOf, mapConcurrently } from 'avesa/constructs';

interface Doc {
  size: number;
  owner?: { name: string } | null;
}
interface Activities {
  read(id: string): Promise<string>;
  store(size: number): Promise<void>;
}
const { read, store } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const nameOf = (doc: Doc): string => doc.owner!.name.toUpperCase();

/** What code itself throws: off nothing, and by JSON that is none. */
export async function faultsThatAreCaught(input: { ids: string[] }): Promise<unknown> {
  const out: string[] = [];
  for (const id of input.ids) {
    const text = await read(id);
    try {
      const doc = JSON.parse(text) as Doc;
      await store(doc.size);
      out.push(nameOf(doc));
    } catch (error) {
      const { type } = failureOf(error);
      if (type !== 'WorkflowError') throw error;
      out.push(`fault in ${id}`);
    }
  }
  const names = await mapConcurrently(input.ids, 1, async (id) => {
    try {
      return nameOf(JSON.parse(await read(id)) as Doc);
    } catch {
      return 'no name';
    }
  });
  return { out, names };
}
