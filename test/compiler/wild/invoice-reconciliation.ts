import { proxyActivities } from '@temporalio/workflow';

interface Invoice {
  number: string;
  customer: string;
  amount: number;
}
interface Payment {
  id: string;
  reference: string;
  amount: number;
}
interface Accounting {
  invoices(month: string): Promise<Invoice[]>;
  payments(month: string): Promise<Payment[]>;
  settle(input: { invoice: string; payment: string }): Promise<void>;
  dun(input: { customer: string; invoices: string[] }): Promise<void>;
}
const { invoices, payments, settle, dun } = proxyActivities<Accounting>({
  startToCloseTimeout: '2 minutes',
  retry: { maximumAttempts: 3 },
});

export async function reconcile(month: string): Promise<{ settled: number; open: number }> {
  const open = new Map<string, Invoice>();
  for (const invoice of await invoices(month)) {
    open.set(invoice.number, invoice);
  }
  const unknown = new Set<string>();
  let settled = 0;
  for (const payment of await payments(month)) {
    const [, number] = payment.reference.match(/INV-(\d+)/) ?? [];
    const invoice = number === undefined ? undefined : open.get(number);
    if (invoice && Math.abs(invoice.amount - payment.amount) < 0.005) {
      await settle({ invoice: invoice.number, payment: payment.id });
      open.delete(invoice.number);
      settled++;
    } else {
      unknown.add(payment.id);
    }
  }
  const byCustomer = new Map<string, string[]>();
  for (const { customer, number } of open.values()) {
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), number]);
  }
  for (const [customer, numbers] of byCustomer) await dun({ customer, invoices: numbers });
  return { settled, open: open.size };
}
