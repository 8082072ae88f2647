import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  open(id: string): Promise<void>;
  use(id: string): Promise<string>;
  close(id: string): Promise<void>;
}
const { open, use, close } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function finallyEverywhere(input: { ids: string[] }): Promise<string[]> {
  const done: string[] = [];
  for (const id of input.ids) {
    await open(id);
    try {
      const what = await use(id);
      if (what === 'skip') continue;
      if (what === 'stop') break;
      if (what === 'leave') return [...done, 'left'];
      done.push(what);
    } finally {
      await close(id);
      done.push(`closed ${id}`);
    }
    done.push(`after ${id}`);
  }
  return done;
}
