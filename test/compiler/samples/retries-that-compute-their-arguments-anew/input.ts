import { executeChild, proxyActivities, uuid4 as newKey } from '@temporalio/workflow';
import { withRetries } from 'avesa/constructs';

interface Activities {
  load(id: string): Promise<string>;
  save(input: { value: string; key?: string }): Promise<string>;
}
const { load, save } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function stored(input: { value: string }): Promise<string> {
  return save(input);
}

/** What stands in the arguments of a retried call is done again with each attempt. */
export async function retriesThatComputeTheirArgumentsAnew(input: { id: string }): Promise<unknown> {
  const once = await withRetries([{ errors: ['Busy'], interval: '1 second', maximumAttempts: 2 }], async () =>
    save({ value: await load(input.id) }),
  );
  const child = await withRetries([{ errors: ['All'], interval: '1 second', maximumAttempts: 3 }], async () =>
    executeChild(stored, { args: [{ value: await load('child') }] }),
  );
  const key = await withRetries([{ errors: ['Busy'], interval: '1 second', maximumAttempts: 2 }], async () =>
    save({ value: 'keyed', key: newKey().slice(0, 0) }),
  );
  return [once, child, key];
}
