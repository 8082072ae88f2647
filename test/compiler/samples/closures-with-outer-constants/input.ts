import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  config(name: string): Promise<{ prefix: string; limit: number }>;
  run(input: { name: string; limit: number; total: number }): Promise<string>;
}
const { config, run } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function closures(input: { names: string[] }): Promise<string[]> {
  const { prefix, limit } = await config('main');
  let total = 0;
  for (const name of input.names) total += name.length;
  const qualified = (name: string): string => `${prefix}/${name}`;
  const process = async (name: string): Promise<string> => {
    const full = qualified(name);
    if (full.length > limit) return 'too long';
    return await run({ name: full, limit, total });
  };
  return await mapConcurrently(input.names, 2, process);
}
