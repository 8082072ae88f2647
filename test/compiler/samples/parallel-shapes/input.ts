import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  text(name: string): Promise<string>;
  list(name: string): Promise<string[]>;
  nothing(name: string): Promise<void>;
}
const { text, list, nothing } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function parallelShapes(input: { name: string; deep: boolean }): Promise<unknown> {
  const [one, many, none] = await allOf([() => text(input.name), () => list(input.name), () => nothing(input.name)]);
  const [inner, again] = await allOf([
    async () => {
      const [left, right] = await allOf([() => text('left'), () => text('right')]);
      return { left, right };
    },
    async () => {
      if (!input.deep) return 'flat';
      const all = await mapConcurrently(many, 2, (item) => text(item));
      return all.join('+');
    },
  ]);
  return { one, many, none: none ?? null, inner, again };
}
