import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  print(lines: string[]): Promise<void>;
}
const { print } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A table with columns of one width. */
export async function textPaddingAndRepeating(input: {
  rows: { name: string; count: number }[];
  width: number;
}): Promise<string> {
  const { rows, width } = input;
  const rule = '-'.repeat(width);
  const lines = rows.map(
    ({ name, count }) =>
      `${name.slice(0, width).padEnd(width, '.')}|${`${count}`.padStart(4)}|${'*'.repeat(count % 5)}`,
  );
  await print([
    rule,
    ...lines,
    '='.repeat(2).padStart(width, rule),
    'ab'.padEnd(7, '123'),
    'ab'.padStart(1, 'x'),
    ''.padEnd(2),
  ]);
  const codes = rows.map((_, index) => String(index + 1).padStart(3, '0'));
  return codes.join(' ').padEnd(5, '.') + ' '.repeat(0);
}
