import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf, withRetries } from 'avesa/constructs';

interface Activities {
  work(name: string): Promise<string>;
  check(name: string): Promise<boolean>;
}
const { work, check } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function retriersOfAllKinds(input: { name: string }): Promise<string[]> {
  const done: string[] = [];
  done.push(
    await withRetries(
      [{ errors: ['Busy', 'Timeout'], interval: '10 seconds', maximumAttempts: 3, backoffCoefficient: 1 }],
      () => work(input.name),
    ),
  );
  try {
    const text = await withRetries(
      [
        { errors: ['Fatal'], interval: '1 second', maximumAttempts: 1 },
        { errors: ['All'], interval: 2000, maximumAttempts: 3, maximumInterval: '3 seconds' },
      ],
      async () => {
        const open = await check(input.name);
        if (!open) throw ApplicationFailure.create({ type: 'Closed', message: 'not open' });
        return await work(`${input.name}!`);
      },
    );
    done.push(text);
  } catch (error) {
    done.push(failureOf(error).type);
  }
  return done;
}
