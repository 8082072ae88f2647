import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  step(name: string): Promise<void>;
}
const { step } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function switchFallThrough(input: { kind: string }): Promise<string[]> {
  const done: string[] = [];
  switch (input.kind) {
    case 'all':
      await step('first');
      done.push('first');
    // falls through
    case 'some':
      await step('second');
      done.push('second');
      break;
    default:
      done.push('default');
    // falls through
    case 'last':
      await step('last');
      done.push('last');
  }
  return done;
}
