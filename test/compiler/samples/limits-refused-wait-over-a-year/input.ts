import { sleep } from '@temporalio/workflow';

const pause = async (days: number): Promise<void> => await sleep(days * 24 * 60 * 60 * 1000);

export async function inTime(): Promise<void> {
  await pause(365);
}

export async function tooLate(input: { isLong: boolean }): Promise<void> {
  if (input.isLong) await pause(366);
}
