import { ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';

interface Activities {
  note(text: string): Promise<void>;
}
const { note } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function starter(input: { text: string }): Promise<string> {
  await note('before');
  await startChild(quiet, { args: [{ text: input.text }], parentClosePolicy: ParentClosePolicy.ABANDON });
  return 'started';
}

export async function quiet(input: { text: string }): Promise<number> {
  return await Promise.resolve(input.text.length);
}
