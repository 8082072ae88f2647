import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(parts: boolean[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function equalityOfUnions(input: {
  a: string | number | null;
  b?: string | number | null;
  c: boolean | string;
}): Promise<void> {
  const { a, b, c } = input;
  await tell([
    a === b,
    a !== b,
    a === 1,
    a === '1',
    a === null,
    b === undefined,
    b == null,
    a != null,
    c === true,
    c === 'true',
    typeof a === 'string',
    typeof b === 'undefined',
    typeof c === 'boolean',
  ]);
}
