import {
  CancellationScope,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  sleep,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';

interface LockRequest {
  initiatorId: string;
  timeoutMs: number;
}
interface LockActivities {
  signalWithStartLockWorkflow(input: { resource: string; request: LockRequest }): Promise<void>;
  notLockedActivity(): Promise<void>;
}
const { signalWithStartLockWorkflow, notLockedActivity } = proxyActivities<LockActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 3 },
});

const requestLock = defineSignal<[LockRequest]>('requestLock');
const lockAcquired = defineSignal<[string]>('lockAcquired');
const releaseLock = defineSignal<[string]>('releaseLock');

export async function lockWorkflow(requests: LockRequest[] = []): Promise<void> {
  let released: string | null = null;
  const queue = [...requests];
  setHandler(requestLock, (request) => {
    queue.push(request);
  });
  setHandler(releaseLock, (id) => {
    released = id;
  });
  while (workflowInfo().historyLength < 2000) {
    if (!(await condition(() => queue.length > 0, '1 minute'))) return;
    const { initiatorId, timeoutMs } = queue.shift()!;
    const id = uuid4();
    await getExternalWorkflowHandle(initiatorId).signal(lockAcquired, id);
    await CancellationScope.withTimeout(timeoutMs, async () => {
      await condition(() => released === id);
    });
  }
}

export async function oneAtATime(resource: string): Promise<void> {
  let lockId: string | undefined;
  setHandler(lockAcquired, (id) => {
    lockId = id;
  });
  await signalWithStartLockWorkflow({ resource, request: { initiatorId: workflowInfo().workflowId, timeoutMs: 5000 } });
  const has = await condition(() => lockId !== undefined, '1 minute');
  if (!has) throw new Error('lock was not given');
  await sleep('10 seconds');
  await notLockedActivity();
}
