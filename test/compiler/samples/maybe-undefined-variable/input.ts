import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  find(id: number): Promise<{ name: string } | null>;
  tell(text: string): Promise<void>;
}
const { find, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function search(input: { ids: number[] }): Promise<string> {
  let found: { name: string } | undefined;
  let last: number | undefined;
  for (const id of input.ids) {
    const item = await find(id);
    last = id;
    if (item !== null) {
      found = item;
      break;
    }
  }
  await tell(`last ${last}`);
  return found === undefined ? `none${last === undefined ? '' : ` after ${last}`}` : found.name;
}
