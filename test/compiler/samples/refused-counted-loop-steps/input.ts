import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Loops whose turns cannot be counted before the first. */
export async function countedLoopSteps(input: { to: number }): Promise<void> {
  await tell([
    halves(input.to),
    doubling(input.to),
    away(input.to),
    growing(input.to),
    towards(input.to),
    nowhere(input.to),
  ]);
}

function halves(to: number): number {
  let sum = 0;
  for (let n = 0; n < to; n += 0.5) sum += n;
  return sum;
}
function doubling(to: number): number {
  let sum = 0;
  for (let n = 1; n < to; n += n) sum += n;
  return sum;
}
function away(to: number): number {
  let sum = 0;
  for (let n = 0; n < to; n--) sum += n;
  return sum;
}
function growing(to: number): number {
  let sum = 1;
  for (let n = 0; n < to; n += sum) sum += n;
  return sum;
}
function towards(to: number): number {
  let sum = 0;
  for (let n = 0; n < to - n; n++) sum += n;
  return sum;
}
function nowhere(to: number): number {
  let sum = 0;
  for (let n = 0; n < to; n += 0) sum += n;
  return sum;
}
