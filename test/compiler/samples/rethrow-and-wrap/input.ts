import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  work(name: string): Promise<string>;
  undo(name: string): Promise<void>;
}
const { work, undo } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function guarded(name: string): Promise<string> {
  try {
    return await work(name);
  } catch (error) {
    const { type, message } = failureOf(error);
    if (type === 'Expected') return `expected ${name}`;
    if (type === 'Fatal') throw ApplicationFailure.create({ type: 'Stopped', message: `stopped by ${message}` });
    throw error;
  }
}

export async function rethrowAndWrap(input: { names: string[] }): Promise<string[]> {
  const done: string[] = [];
  try {
    for (const name of input.names) done.push(await guarded(name));
  } catch (error) {
    for (const name of done.toReversed()) await undo(name);
    const failure = failureOf(error);
    if (failure.type === 'Stopped') return [...done, failure.message];
    throw error;
  }
  return done;
}
