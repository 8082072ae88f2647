import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  number(name: string): Promise<number>;
  text(name: string): Promise<string>;
  tell(text: string): Promise<void>;
}
const { number, text, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function allOfInAllOf(input: { n: number; names: string[] }): Promise<unknown> {
  const { n, names } = input;
  const [[a, b], c, list, , late] = await allOf([
    () => allOf([() => number('a'), async () => (await text('b')).length]),
    async () => {
      if (n > 1) return 'big';
      const answer = await text('c');
      return answer === '' ? null : answer;
    },
    () => mapConcurrently(names, 2, async (name, index) => allOf([() => text(name), async () => index])),
    () => tell('told'),
    async () => {
      let sum = n;
      for (const name of names) sum += await number(name);
      return { sum };
    },
  ]);
  const both = await allOf([() => number('x'), () => number('y')]);
  const [only] = await allOf([async () => [await text('only')]]);
  return { a, b, c, list, late, both, only, sum: both[0] + both[1] };
}
