import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  ask(question: string): Promise<boolean>;
  value(name: string): Promise<number>;
}
const { ask, value } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function asks(input: { names: string[] }): Promise<number> {
  let total = 0;
  if ((await ask('a')) && !(await ask('b'))) total += 1;
  while (await ask(`more ${total}`)) {
    total += (await value('x')) + (await value('y'));
    if (total > 20) break;
  }
  const chosen = (await ask('c')) ? 'left' : (await ask('d')) ? 'middle' : 'right';
  const numbers = {
    first: await value(chosen),
    second: await value(`${chosen}2`),
    both: (await value('p')) > (await value('q')),
  };
  for (const name of input.names.filter((each) => each !== '')) total += name.length * (await value(name));
  return total + numbers.first - numbers.second + (numbers.both ? 100 : 0);
}
