import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  kind(id: string): Promise<string>;
  step(name: string): Promise<void>;
}
const { kind, step } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const points = (grade: string): number => {
  switch (grade) {
    default:
      return -1;
    case 'a':
    case 'b': {
      const base = 10;
      return grade === 'a' ? base + 1 : base;
    }
    case 'c':
      return 5;
  }
};

export async function switchWithDefaultInTheMiddle(input: { id: string; n: number }): Promise<string[]> {
  const done: string[] = [];
  switch (await kind(input.id)) {
    case 'first': {
      await step('first');
      done.push('first');
    }
    default: {
      const name = 'default';
      await step(name);
      done.push(name);
    }
    case `n${input.n}`:
      done.push('computed');
      if (input.n > 1) break;
    case 'last':
      await step('last');
      done.push('last');
  }
  switch (true) {
    case input.n > 2:
      done.push('large');
      break;
    case input.n === 0:
    case input.n === 1:
      return [...done, 'small'];
  }
  switch (input.n) {
  }
  return [...done, `${points(input.id)}`];
}
