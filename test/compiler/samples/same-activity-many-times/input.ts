import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  step(name: string): Promise<string>;
}
const { step } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function sameActivityManyTimes(input: { name: string }): Promise<string[]> {
  const first = await step(`${input.name}1`);
  const second = await step(first);
  await step('nothing');
  const list = [await step('a'), await step('b')];
  if (second === 'x') {
    const third = await step('third');
    list.push(third);
  } else {
    const third = await step('other third');
    list.push(third, await step('more'));
  }
  for (const item of list.slice(0, 2)) await step(item);
  return list;
}
