import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(name: string): Promise<string>;
  Load(name: string): Promise<string>;
  $load(name: string): Promise<string>;
  load_it(name: string): Promise<string>;
  größe(name: string): Promise<string>;
  pass(name: string): Promise<string>;
  choice(name: string): Promise<string>;
  return1(name: string): Promise<string>;
  'with-dashes'(name: string): Promise<string>;
}
const all = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const { load, Load, $load, load_it, größe, pass, choice: chosen } = all;
const { load: loadTwice } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  retry: { maximumAttempts: 2 },
});

/** Names that differ only by a capital, have odd letters, or are names of states. */
export async function namesOfActivitiesThatClash(input: { name: string }): Promise<string[]> {
  const { name } = input;
  const toString = await load(name);
  const constructor = await Load(toString);
  const load2 = await load(constructor);
  const load_2 = await $load(load2);
  const wait = await load_it(load_2);
  const fail = await größe(wait);
  const states = [await pass(fail), await chosen(fail), await all.return1(fail), await all['with-dashes'](fail)];
  const result = await loadTwice(states.join());
  if (result === '') return [toString, constructor, load2, load_2];
  return [wait, fail, ...states, result];
}
