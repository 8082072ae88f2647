import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  lock(name: string): Promise<void>;
  unlock(name: string): Promise<void>;
  work(input: { name: string; round: number }): Promise<string>;
}
const { lock, unlock, work } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function locked(input: { names: string[]; rounds: number }): Promise<string[]> {
  const log: string[] = [];
  outer: for (const name of input.names) {
    await lock(name);
    try {
      for (let round = 0; round < input.rounds; round++) {
        const result = await work({ name, round });
        if (result === 'next') continue outer;
        if (result === 'stop') break outer;
        if (result === 'return') return [...log, 'returned'];
        if (result === 'throw') throw ApplicationFailure.create({ type: 'Asked', message: name });
        log.push(result);
      }
    } finally {
      log.push(`unlock ${name}`);
      await unlock(name);
    }
    log.push(`done ${name}`);
  }
  return log;
}
