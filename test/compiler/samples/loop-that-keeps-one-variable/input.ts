import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const firstLong = (names: readonly string[]): string | undefined => {
  let found: string | undefined;
  for (const name of names) if (name.length > 1) found = `long ${name}`;
  return found;
};

export async function loopThatKeepsOneVariable(input: { names: string[] }): Promise<void> {
  await tell(firstLong(input.names) ?? 'none');
  let found: string | undefined;
  for (const name of input.names) if (name.length > 1 && found === undefined) found = name;
  await tell(found ?? 'none');
}
