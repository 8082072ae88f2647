import { executeChild, proxyActivities, workflowInfo } from '@temporalio/workflow';

interface Acts {
  listStores(region: string): Promise<{ id: string; open: boolean }[]>;
  countStock(storeId: string): Promise<Record<string, number>>;
}
const { listStores, countStock } = proxyActivities<Acts>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 3 },
});

export interface StoreReport {
  storeId: string;
  articles: number;
  pieces: number;
}

export async function storeInventory(input: { storeId: string; parent: string }): Promise<StoreReport> {
  const counts = await countStock(input.storeId);
  const pieces = Object.values(counts).reduce((a, b) => a + b, 0);
  return { storeId: input.storeId, articles: Object.keys(counts).length, pieces };
}

export async function regionInventory(input: {
  region: string;
}): Promise<{ region: string; stores: StoreReport[]; pieces: number }> {
  const workflowId = workflowInfo().workflowId;
  const stores = (await listStores(input.region)).filter(({ open }) => open);
  const reports = await Promise.all(
    stores.map((store) => executeChild(storeInventory, { args: [{ storeId: store.id, parent: workflowId }] })),
  );
  const sorted = [...reports].sort((a, b) => b.pieces - a.pieces);
  return { region: input.region, stores: sorted, pieces: reports.reduce((sum, r) => sum + r.pieces, 0) };
}
