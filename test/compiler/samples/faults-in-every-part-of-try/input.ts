import { proxyActivities, sleep } from '@temporalio/workflow';
import { allOf, failureOf, withRetries } from 'avesa/constructs';

interface Doc {
  a: number;
  list?: number[];
}
interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });
const parse = (text: string): Doc => JSON.parse(text) as Doc;
async function first(text: string): Promise<number> {
  const doc = parse(text);
  await tell(doc.a);
  return doc.a;
}

/** Conditions, subjects, arguments, waits and results that fail inside of a try. */
export async function faultsInEveryPartOfTry(input: { text: string; maybe?: { x: string } | null }): Promise<unknown> {
  const { text, maybe } = input;
  const out: unknown[] = [];
  try {
    if (parse(text).a > 1) out.push('big');
    else out.push('small');
  } catch (error) {
    out.push(failureOf(error).type);
  }
  try {
    switch (maybe!.x) {
      case 'q':
        out.push('Q');
        break;
      default:
        out.push('default');
    }
    await sleep(maybe!.x.length * 1000);
    await tell({ x: maybe!.x, a: parse(text).a });
  } catch {
    out.push('caught');
  } finally {
    await tell(maybe?.x ?? 'nothing');
  }
  let turns = 0;
  try {
    while (parse(text).a > turns) {
      turns += 1;
      await tell(turns);
    }
    out.push(await first(text));
    const [left, right] = await allOf([async () => parse(text).a, async () => maybe!.x]);
    out.push(left, right);
    return out;
  } catch {
    out.push(`caught after ${turns}`);
  }
  return [
    out,
    await withRetries([{ errors: ['Busy'], interval: '1 second', maximumAttempts: 2 }], async () => {
      await tell('retried');
      return parse(text).list ?? [];
    }),
  ];
}
