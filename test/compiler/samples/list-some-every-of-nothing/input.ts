import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(answers: boolean[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listSomeEveryOfNothing(input: {
  flags: boolean[];
  rows: { done: boolean; parts: number[]; name?: string }[];
}): Promise<string> {
  const { flags, rows } = input;
  await tell([
    flags.some((flag) => flag),
    flags.every((flag) => flag),
    flags.some((flag) => !flag),
    !flags.some(Boolean),
    flags.every(Boolean),
    rows.some(({ done }) => done),
    rows.every(({ parts }) => parts.every((part) => part > 0)),
    rows.some(({ parts }) => parts.some((part) => part === 0)),
    rows.some(({ name }) => name === undefined),
    rows.every(({ name }) => name),
    rows.every((row, index) => row.parts.length === index),
    rows.some(({ parts }) => parts.includes(0)),
  ]);
  if (rows.every(({ done }) => done) && !flags.includes(false)) return 'all done';
  return rows.some(({ parts }) => !parts.length) ? 'some empty' : 'none empty';
}
