import { proxyActivities, sleep, ApplicationFailure } from '@temporalio/workflow';

type Kind = 'network' | 'database' | 'cluster' | 'dns';
interface Resource {
  kind: Kind;
  id: string;
}
interface Cloud {
  create(input: { kind: Kind; environment: string; size: number }): Promise<{ id: string }>;
  status(resource: Resource): Promise<'creating' | 'ready' | 'failed'>;
  destroy(resource: Resource): Promise<void>;
}
const cloud = proxyActivities<Cloud>({
  startToCloseTimeout: '3 minutes',
  retry: { maximumAttempts: 5, initialInterval: '5 seconds' },
});

const order: readonly Kind[] = ['network', 'database', 'cluster', 'dns'];

async function untilReady(resource: Resource, minutes: number): Promise<void> {
  for (let waited = 0; waited < minutes; waited++) {
    const state = await cloud.status(resource);
    if (state === 'ready') return;
    if (state === 'failed') throw ApplicationFailure.nonRetryable(`${resource.kind} failed`, 'ProvisioningFailed');
    await sleep('1 minute');
  }
  throw ApplicationFailure.nonRetryable(
    `${resource.kind} is not ready after ${minutes} minutes`,
    'ProvisioningTimeout',
  );
}

export async function provision({
  environment,
  size = 1,
}: {
  environment: string;
  size?: number;
}): Promise<Record<string, string>> {
  const created: Resource[] = [];
  let complete = false;
  try {
    for (const kind of order) {
      const { id } = await cloud.create({ kind, environment, size: kind === 'cluster' ? size : 1 });
      created.push({ kind, id });
      await untilReady({ kind, id }, kind === 'database' ? 30 : 10);
    }
    complete = true;
  } finally {
    if (!complete) {
      for (const resource of created.toReversed()) await cloud.destroy(resource);
    }
  }
  return Object.fromEntries(created.map(({ kind, id }) => [kind, id]));
}
