import { proxyActivities } from '@temporalio/workflow';
import { allOf, mapConcurrently } from 'avesa/constructs';

interface Activities {
  text(name: string): Promise<string>;
  tell(text: string): Promise<void>;
}
const { text, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Variables around are read as they are then; those inside have the same names, and change. */
export async function mapsThatReadWhatIsAround(input: { names: string[]; suffix?: string }): Promise<unknown> {
  let prefix = 'p';
  let count = 0;
  prefix += await text('first');
  const join = (name: string): string => `${prefix}-${name}${input.suffix ?? ''}`;
  const first = await mapConcurrently(input.names, 2, async (name) => {
    let count = name.length;
    count += 1;
    let prefix = join(name);
    prefix = await text(prefix);
    return { prefix, count };
  });
  prefix = 'q';
  count += first.length;
  const [second, third] = await allOf([
    async () => {
      const seen: string[] = [];
      for (const { prefix: each } of first) {
        if (each === '') continue;
        seen.push(join(each));
        await tell(each);
      }
      return seen;
    },
    async () => (count > 1 ? await text(prefix) : join('none')),
  ]);
  return { prefix, count, first, second, third };
}
