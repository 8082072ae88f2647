import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  kind(name: string): Promise<string>;
  tell(value: string): Promise<void>;
}
const { kind, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function awaitInACase(input: { name: string }): Promise<void> {
  switch (input.name) {
    case 'plain':
      await tell('plain');
      break;
    case await kind('special'):
      await tell('special');
      break;
    default:
      await tell('other');
  }
}
