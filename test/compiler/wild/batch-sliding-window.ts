import {
  condition,
  continueAsNew,
  defineSignal,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  startChild,
  workflowInfo,
  ParentClosePolicy,
} from '@temporalio/workflow';

interface BatchActivities {
  getRecords(input: { pageSize: number; offset: number; max: number }): Promise<number[]>;
  processRecord(id: number): Promise<void>;
}
const { getRecords, processRecord } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 10 },
});

export const reportCompletion = defineSignal<[number]>('reportCompletion');

export interface WindowInput {
  pageSize: number;
  windowSize: number;
  offset: number;
  maximumOffset: number;
  progress: number;
  currentRecords: Record<string, boolean>;
}

export async function slidingWindow(input: WindowInput): Promise<number> {
  const current = new Set(Object.keys(input.currentRecords).map(Number));
  let progress = input.progress;
  setHandler(reportCompletion, (id) => {
    if (current.delete(id)) progress += 1;
  });
  const records =
    input.offset < input.maximumOffset
      ? await getRecords({ pageSize: input.pageSize, offset: input.offset, max: input.maximumOffset })
      : [];
  for (const id of records) {
    await condition(() => current.size < input.windowSize);
    await startChild(recordProcessor, {
      args: [{ id }],
      workflowId: `${workflowInfo().workflowId}/${id}`,
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
    current.add(id);
  }
  if (input.offset + records.length < input.maximumOffset) {
    return await continueAsNew<typeof slidingWindow>({ ...input, offset: input.offset + records.length, progress });
  }
  await condition(() => current.size === 0);
  return progress;
}

export async function recordProcessor({ id }: { id: number }): Promise<void> {
  await processRecord(id);
  const parent = workflowInfo().parent;
  if (parent) await getExternalWorkflowHandle(parent.workflowId).signal(reportCompletion, id);
}
