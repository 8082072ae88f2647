import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Row {
  id: string;
  size: { width: number; height?: number };
  parts: string[];
}
interface Activities {
  row(id: string): Promise<Row>;
  tell(parts: unknown): Promise<void>;
}
const { row, tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const area = ({ size: { width, height = 1 } }: Row): number => width * height;
async function named({ id, ...others }: Row, [first = 'none', , third = 'no third']: string[]): Promise<string> {
  await tell(others);
  return `${id}:${first}:${third}`;
}

export async function destructuringInEveryPlace({
  rows,
  limits: { low = 0, high } = { high: 9 },
}: {
  rows: Row[];
  limits?: { low?: number; high: number };
}): Promise<unknown> {
  const names: string[] = [];
  for (const {
    id,
    parts: [first = '-', ...more],
  } of rows)
    names.push(`${id}${first}${more.length}`);
  for (const [
    index,
    {
      size: { height = -1 },
    },
  ] of rows.entries())
    names.push(`${index}/${height}`);
  const {
    size: { width },
    ...rest
  } = await row('x');
  const [{ id: firstId } = { id: 'nobody' }, ...others] = rows;
  let a: number;
  let b: number;
  ({ width: a } = rows[0]?.size ?? { width: 7 });
  [a, b] = [a + 1, a];
  const mapped = await mapConcurrently(
    rows,
    2,
    async ({ id, parts: [part = 'none'] }, index) =>
      `${index}${await named({ id, size: { width: index }, parts: [part] }, [part, id])}`,
  );
  return { names, width, rest, firstId, others: others.length, low, high, a, b, mapped, areas: rows.map(area) };
}
