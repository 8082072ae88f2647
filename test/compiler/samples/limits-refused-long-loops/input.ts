import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  act(n: number): Promise<number>;
}
const { act } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function hours(): Promise<void> {
  await act(1);
  for (let hour = 0; hour < 8760; hour += 1) await act(hour);
}

export async function minutes(): Promise<void> {
  for (let day = 0; day < 7; day += 1) {
    for (const hour of Array.from({ length: 24 }, (_, n) => n)) {
      for (let minute = 0; minute < 60; minute += 1) await act(day + hour + minute);
    }
  }
}
