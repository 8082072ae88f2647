import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  text(): Promise<string>;
  lists(): Promise<number[][]>;
  nothing(): Promise<void>;
  record(): Promise<Record<string, string[]>>;
  either(): Promise<string | string[] | null>;
}
const { text, lists, nothing, record, either } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** Results that are empty, single, or lists of lists arrive as they are, whichever way they go. */
export async function resultsOfAllKinds(input: { how: string }): Promise<unknown> {
  await nothing();
  switch (input.how) {
    case 'text':
      return await text();
    case 'lists':
      return await lists();
    case 'list':
      return (await lists())[0] ?? 'no list';
    case 'number':
      return (await lists())[0]?.[0] ?? 'no number';
    case 'record':
      return (await record())['a'] ?? 'no a';
    case 'either': {
      const found = await either();
      return typeof found === 'string' ? [found] : found;
    }
    case 'wrapped':
      return [[await lists()], { rows: await lists() }, [...(await lists()), []]];
    case 'nothing':
      return await nothing();
    case 'undefined':
      return undefined;
  }
}
