import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';

interface Line {
  sku: string;
  count: number;
}
const { reserve, checkout } = proxyActivities<{
  reserve(line: Line): Promise<boolean>;
  checkout(lines: Line[]): Promise<string>;
}>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 3 } });

export const addLine = defineUpdate<number, [Line]>('addLine');
export const place = defineUpdate<void>('place');

export async function cart(): Promise<string> {
  const lines: Line[] = [];
  let isPlaced = false;
  setHandler(addLine, async (line) => {
    if (!(await reserve(line))) throw ApplicationFailure.nonRetryable('sold out', 'SoldOut');
    lines.push(line);
    return lines.length;
  });
  setHandler(place, () => {
    isPlaced = true;
  });
  if (!(await condition(() => isPlaced, '1 day'))) return 'abandoned';
  await condition(allHandlersFinished);
  return await checkout(lines);
}
