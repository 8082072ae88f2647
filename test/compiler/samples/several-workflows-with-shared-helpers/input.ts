import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

interface Activities {
  load(id: string): Promise<number>;
  save(input: { id: string; value: number }): Promise<void>;
}
const { load, save } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

async function change(id: string, by: (value: number) => number): Promise<number> {
  const value = by(await load(id));
  if (value < 0) throw ApplicationFailure.create({ type: 'Negative', message: `${id} would be ${value}` });
  await save({ id, value });
  return value;
}
const checked = (amount: number): number => Math.max(0, Math.floor(amount));

/** Adds. */
export async function deposit(input: { id: string; amount: number }): Promise<number> {
  return await change(input.id, (value) => value + checked(input.amount));
}

/** Takes away. */
export const withdraw = async (input: { id: string; amount: number }): Promise<number> =>
  change(input.id, (value) => value - checked(input.amount));

/** Both. */
export async function transfer({
  from,
  to,
  amount,
}: {
  from: string;
  to: string;
  amount: number;
}): Promise<[number, number]> {
  const left = await change(from, (value) => value - amount);
  const right = await change(to, (value) => value + amount);
  return [left, right];
}
