import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(id: string): Promise<{ state: string; parts: string[] }>;
  fix(part: string): Promise<boolean>;
}
const { load, fix } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function repair(id: string, most = 2): Promise<string> {
  const { state, parts } = await load(id);
  if (state === 'good') return 'nothing to do';
  let fixed = 0;
  for (const part of parts) {
    if (fixed >= most) return `stopped at ${part}`;
    if (!(await fix(part))) return `broken ${part}`;
    fixed += 1;
  }
  return `${fixed} fixed`;
}

export async function helpersWithEarlyReturns(input: { a: string; b: string }): Promise<string[]> {
  const first = await repair(input.a);
  const second = await repair(input.b, first === 'nothing to do' ? 1 : undefined);
  return [first, second];
}
