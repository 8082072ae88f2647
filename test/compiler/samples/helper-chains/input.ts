import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  text(name: string): Promise<string>;
  tell(parts: unknown): Promise<void>;
}
const { text, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function inner(name: string, suffix = `${name}!`): Promise<string> {
  name = `${name}${suffix}`;
  const got = await text(name);
  if (got === '') return 'empty';
  return got;
}
async function middle(names: string[], at = 0): Promise<string> {
  names = [...names, 'own'];
  const first = await inner(names[at] ?? 'none');
  at += 1;
  if (first === 'empty') return await inner('second try', '?');
  await tell({ names, at });
  return `${first}${at}`;
}
const outer = async (
  names: string[],
  { loud = false }: { loud?: boolean } = {},
): Promise<{ text: string; size: number }> => {
  const result = await middle(names, names.length > 1 ? 1 : undefined);
  return { text: loud ? result.toUpperCase() : result, size: result.length };
};

/** Parameters that are assigned are the helper's own; defaults see the parameters before them. */
export async function helperChains(input: { names: string[] }): Promise<unknown> {
  const { names } = input;
  const first = await outer(names);
  const second = await outer([...names, first.text], { loud: true });
  const both = (await middle([])) + (await inner('x'));
  return { first, second, both, names };
}
