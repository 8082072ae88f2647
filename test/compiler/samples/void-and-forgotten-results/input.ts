import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  fire(name: string): Promise<void>;
  count(name: string): Promise<number>;
}
const { fire, count } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function twice(name: string): Promise<void> {
  await fire(name);
  await count(name);
}

export async function voidAndForgottenResults(input: { names: string[] }): Promise<void> {
  for (const name of input.names) {
    await twice(name);
  }
  await mapConcurrently(input.names, 2, (name) => fire(name));
  await allOf([() => twice('x'), () => fire('y')]);
  if (input.names.length > 1) return;
  await fire('last');
}
