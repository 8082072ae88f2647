import { ApplicationFailure, executeChild, log, proxyActivities, sleep, startChild } from '@temporalio/workflow';
import { allOf } from 'avesa/constructs';

type Plan = 'free' | 'team' | 'enterprise';
interface Customer {
  id: string;
  plan: Plan;
  admin: { email: string; name: string };
  seats?: number;
}
interface Onboarding {
  createTenant(input: { id: string; seats: number }): Promise<{ tenantId: string; region: string }>;
  seedDemoData(tenantId: string): Promise<number>;
  inviteAdmin(input: { tenantId: string; email: string }): Promise<void>;
  hasLoggedIn(input: { tenantId: string; email: string }): Promise<boolean>;
  assignManager(input: { tenantId: string; plan: Plan }): Promise<string>;
  nudge(input: { email: string; text: string }): Promise<void>;
}
const acts = proxyActivities<Onboarding>({
  startToCloseTimeout: '3 minutes',
  retry: { maximumAttempts: 5, initialInterval: '2s', nonRetryableErrorTypes: ['TenantExists'] },
});

const seatsOf = ({ plan, seats }: Customer): number => seats ?? { free: 1, team: 10, enterprise: 100 }[plan];

export async function followUp(input: { email: string; tenantId: string }): Promise<void> {
  for (const [days, text] of [
    [3, 'Have you seen the tour?'],
    [14, 'Anything we can help with?'],
  ] as const) {
    await sleep(days * 24 * 3600 * 1000);
    await acts.nudge({ email: input.email, text });
  }
}

export async function onboard(
  customer: Customer,
): Promise<{ tenantId: string; records: number; manager: string | null }> {
  const { tenantId, region } = await acts.createTenant({ id: customer.id, seats: seatsOf(customer) });
  log.info('tenant made', { region });
  const [records, manager] = await allOf([
    () => acts.seedDemoData(tenantId),
    async () => {
      if (customer.plan === 'free') return null;
      return await acts.assignManager({ tenantId, plan: customer.plan });
    },
  ]);
  await acts.inviteAdmin({ tenantId, email: customer.admin.email });
  const days = 7;
  let isActive = false;
  for (let day = 0; day < days && !isActive; day++) {
    await sleep('1 day');
    isActive = await acts.hasLoggedIn({ tenantId, email: customer.admin.email });
  }
  if (!isActive) throw ApplicationFailure.nonRetryable(`${customer.admin.name} never logged in`, 'Inactive');
  await startChild(followUp, { args: [{ email: customer.admin.email, tenantId }], parentClosePolicy: 'ABANDON' });
  return { tenantId, records, manager };
}
