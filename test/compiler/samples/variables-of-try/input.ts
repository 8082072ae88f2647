import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  step(name: string): Promise<string>;
}
const { step } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** What a variable has when a try is left in its middle. */
export async function variablesOfTry(input: { mode: string }): Promise<unknown> {
  let at = 'start';
  let count = 0;
  const done: string[] = [];
  let result: string | undefined;
  try {
    at = 'first';
    count += 1;
    done.push(await step('first'));
    at = 'second';
    count += 10;
    result = await step('second');
    at = 'third';
    if (input.mode === 'throw') throw ApplicationFailure.create({ type: 'Own', message: at });
    count += 100;
    const inner = await step('third');
    done.push(inner);
    at = inner;
  } catch (error) {
    done.push(`${at}: ${failureOf(error).type}`);
    at = 'caught';
    if (result !== undefined) result += '!';
  } finally {
    count += 1000;
    done.push(at);
  }
  return { at, count, done, result: result ?? null };
}
