import { proxyActivities } from '@temporalio/workflow';
import { allOf, failureOf, mapConcurrently, withRetries } from 'avesa/constructs';

interface Activities {
  act(input: { at: string; n?: number }): Promise<string>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function helper(at: string): Promise<string> {
  const first = await act({ at });
  return first === '' ? await act({ at: `${at}-again` }) : first;
}

/** One activity as an argument, a condition, a branch, in helpers, loops, maps and retries: each state has its own name. */
export async function activitiesUsedInManyPlaces(input: { names: string[] }): Promise<unknown> {
  const first = await act({ at: await act({ at: 'inner' }) });
  if ((await act({ at: 'condition' })) === 'yes') await act({ at: 'then' });
  else await act({ at: 'else' });
  const out = [await helper('a'), await helper('b')];
  for (const [n, at] of input.names.entries()) out.push(await act({ at, n }));
  const mapped = await mapConcurrently(input.names, 2, (at) => act({ at, n: -1 }));
  const [left, right] = await allOf([() => act({ at: 'left' }), () => helper('right')]);
  try {
    out.push(
      await withRetries([{ errors: ['Busy'], interval: '1 second', maximumAttempts: 2 }], () => act({ at: 'retried' })),
    );
  } catch (error) {
    out.push(await act({ at: failureOf(error).type }));
  } finally {
    await act({ at: 'finally' });
  }
  return { first, out, mapped, left, right, last: await act({ at: 'return' }) };
}
