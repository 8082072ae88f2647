import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  work(name: string): Promise<void>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function switchWithDefaultFirst(input: { code: number; also?: string }): Promise<string> {
  let path = '';
  switch (input.code) {
    default:
      path += 'default ';
      await work('default');
    case 1:
      path += 'one ';
      break;
    case 2:
    case 3: {
      path += 'few ';
      await work('few');
      if (input.also === 'leave') return `${path}left`;
    }
    case 4:
      path += 'four ';
  }
  switch (input.also) {
    case undefined:
      return `${path}absent`;
    case 'x':
      await work('x');
  }
  return path;
}
