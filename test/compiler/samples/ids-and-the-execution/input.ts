import { log, proxyActivities, sleep, uuid4, workflowInfo } from '@temporalio/workflow';

interface Activities {
  check(input: { id: string; isSame: boolean }): Promise<void>;
  tell(answers: boolean[]): Promise<void>;
}
const { check, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Ids differ from run to run: only what is asked of them is told. */
export async function idsAndTheExecution(input: { names: string[] }): Promise<unknown> {
  const id = uuid4();
  const other = uuid4();
  const key = `${workflowInfo().workflowId}/${id}`;
  await sleep('1 minute');
  log.info('later', { id });
  await tell([
    id === other,
    id.length === 36,
    key.endsWith(id),
    key.startsWith(workflowInfo().workflowId),
    workflowInfo().runId.length > 0,
    uuid4() === id,
    workflowInfo().startTime.getTime() <= Date.now(),
  ]);
  const ids: string[] = [];
  for (const name of input.names) {
    const own = uuid4();
    ids.push(own);
    await check({ id: name, isSame: ids.indexOf(own) === ids.length - 1 });
  }
  return { count: ids.length, isIn: ids.includes(id) };
}
