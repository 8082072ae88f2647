import { proxyActivities } from '@temporalio/workflow';
import { failureOf } from 'avesa/constructs';

interface Activities {
  work(what: string): Promise<string>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Names that mean something else to a catcher are compared like any other. */
export async function oddErrorNames(input: { what: string }): Promise<string> {
  try {
    return await work(input.what);
  } catch (error) {
    const { type } = failureOf(error);
    if (['All', 'States.ALL', 'Busy'].includes(type)) return `one of the list: ${type}`;
    if (type === 'Gone') return `one of the others: ${type}`;
    return `neither: ${type}`;
  }
}
