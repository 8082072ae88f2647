import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textOfEverything(input: {
  n: number;
  s: string;
  b: boolean;
  u?: string;
  z: null;
  list: number[];
}): Promise<string> {
  const { n, s, b, u, z, list } = input;
  await tell(`${n} ${s} ${b} ${u} ${z} ${list.length}`);
  await tell('n=' + n + ', b=' + b + ', u=' + u + ', z=' + z);
  await tell(list.join() + '/' + list.join('') + '/' + list.map((x) => x * 2).join(' '));
  await tell(String(n) + String(b) + String(u) + String(z));
  await tell(`${n + 1}${n > 1 ? '!' : ''}${b && s}${[s, s].join('-')}`);
  return `a${'b'}${1}${true}`;
}
