import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(lists: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Elements that are false, empty or null stay what they are, wherever a filter leaves exactly one of them. */
export async function listFilterOfFalsy(input: {
  numbers: number[];
  texts: string[];
  flags: boolean[];
  maybe: (string | null)[];
}): Promise<unknown> {
  const { numbers, texts, flags, maybe } = input;
  const kept = numbers.filter((number) => number < 1);
  await tell([
    kept,
    numbers.filter((number) => number),
    texts.filter((text) => text.length < 2),
    texts.filter(Boolean),
    flags.filter((flag) => !flag),
    flags.filter((flag) => flag).length,
    maybe.filter((text) => text === null),
    maybe.filter((text) => text !== null).map((text) => text.length),
    maybe.map((text) => text?.length ?? -1),
  ]);
  return { kept, first: kept[0] ?? null, size: kept.length, again: kept.filter((number) => number < 0) };
}
