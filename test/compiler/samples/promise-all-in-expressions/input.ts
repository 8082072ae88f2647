import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  size(name: string): Promise<number>;
  text(name: string): Promise<string>;
  tell(text: string): Promise<void>;
}
const { size, text, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function promiseAllInExpressions(input: { names: string[] }): Promise<unknown> {
  const { names } = input;
  const sum = (await Promise.all(names.map(async (name) => (await size(name)) * 2))).reduce(
    (total, each) => total + each,
    0,
  );
  const sizes = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await size(name)] as const)));
  const [first, [second, third]] = await Promise.all([text('first'), Promise.all([text('second'), size('third')])]);
  await Promise.all([tell('a'), tell('b')]);
  if ((await Promise.all(names.map((name) => size(name)))).some((each) => each === 0)) return { sum, empty: true };
  const rows = await Promise.all(
    names.map(async (name, row) => ({
      name,
      cells: await Promise.all([1, 2].map(async (column) => `${await text(name)}${row}${column}`)),
    })),
  );
  return { sum, sizes, first, second, third, rows };
}
