import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';

interface Crm {
  findContact(email: string): Promise<{ id: string; owner: string | null } | null>;
  createContact(input: { email: string; source: string }): Promise<{ id: string; owner: string | null }>;
  assignOwner(input: { id: string; owner: string }): Promise<void>;
}

const defaults: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 4, maximumInterval: '1m' },
};

const owners = ['north', 'south', 'west'];

export async function importLead({ email, source }: { email: string; source?: string }): Promise<string> {
  const { findContact, createContact } = proxyActivities<Crm>(defaults);
  const crm = proxyActivities<Crm>({ ...defaults, retry: { ...defaults.retry, maximumAttempts: 2 } });
  const contact = (await findContact(email)) ?? (await createContact({ email, source: source ?? 'import' }));
  if (contact.owner !== null) return contact.owner;
  const owner = owners[email.length % owners.length];
  await crm.assignOwner({ id: contact.id, owner });
  return owner;
}
