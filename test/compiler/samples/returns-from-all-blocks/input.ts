import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  act(name: string): Promise<string>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A helper that returns, or throws, in try, catch and finally, called more than once. */
async function run(name: string): Promise<string> {
  try {
    const what = await act(name);
    if (what === 'early') return `early ${name}`;
    if (what === 'throw') throw ApplicationFailure.create({ type: 'Thrown', message: name });
    await act(`${name}2`);
  } catch (error) {
    const { type } = failureOf(error);
    if (type === 'Soft') return `soft ${name}`;
    if (type === 'Thrown') return await act(`${name}3`);
    throw error;
  } finally {
    const last = await act(`finally ${name}`);
    // eslint-disable-next-line no-unsafe-finally
    if (last === 'override') return 'overridden';
  }
  return `end of ${name}`;
}

export async function returnsFromAllBlocks(input: { names: string[] }): Promise<string[]> {
  const out: string[] = [];
  for (const name of input.names) {
    try {
      out.push(await run(name));
    } catch (error) {
      out.push(failureOf(error).type);
    }
  }
  out.push(await run('z'));
  return out;
}
