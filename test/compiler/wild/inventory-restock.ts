import { proxyActivities, startChild, ParentClosePolicy } from '@temporalio/workflow';

interface Stock {
  sku: string;
  onHand: number;
  reserved: number;
  reorderPoint: number;
  packSize: number;
  supplier: string | null;
}
interface Warehouse {
  stockOf(warehouse: string): Promise<Stock[]>;
  orderFromSupplier(input: {
    supplier: string;
    lines: { sku: string; packs: number }[];
  }): Promise<{ purchaseId: string; etaDays: number }>;
  escalate(input: { warehouse: string; skus: string[] }): Promise<void>;
  receive(purchaseId: string): Promise<boolean>;
}
const { stockOf, orderFromSupplier, escalate, receive } = proxyActivities<Warehouse>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

export async function watchPurchase({ purchaseId }: { purchaseId: string }): Promise<void> {
  await receive(purchaseId);
}

export async function restock(warehouse: string): Promise<{ purchases: string[]; escalated: string[] }> {
  const stock = await stockOf(warehouse);
  const low = stock.filter((item) => item.onHand - item.reserved < item.reorderPoint);
  const needed = low.map(({ sku, supplier, ...rest }) => ({
    sku,
    supplier,
    packs: Math.ceil((rest.reorderPoint * 2 - (rest.onHand - rest.reserved)) / rest.packSize),
  }));
  const suppliers = [...needed.flatMap((line) => (line.supplier ? [line.supplier] : []))].sort();
  const purchases: string[] = [];
  let previous = '';
  for (const supplier of suppliers) {
    if (supplier === previous) continue;
    previous = supplier;
    const lines = needed.filter((line) => line.supplier === supplier).map(({ sku, packs }) => ({ sku, packs }));
    const { purchaseId } = await orderFromSupplier({ supplier, lines });
    purchases.push(purchaseId);
    await startChild(watchPurchase, { args: [{ purchaseId }], parentClosePolicy: ParentClosePolicy.ABANDON });
  }
  const escalated = needed.filter((line) => !line.supplier).map((line) => line.sku);
  if (escalated.length) await escalate({ warehouse, skus: escalated });
  return { purchases, escalated };
}
