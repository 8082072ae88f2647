import { proxyActivities, sleep } from '@temporalio/workflow';

interface Activities {
  work(at: number): Promise<void>;
}
const { work } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Between two awaits the time is one; after an await it is another. */
export async function theClockStandsStill(): Promise<unknown> {
  const first = Date.now();
  const again = Date.now();
  await sleep('10 seconds');
  const later = Date.now();
  const iso = new Date().toISOString();
  const parsed = Date.parse(iso);
  await sleep(5000);
  const last = Date.now();
  return {
    same: first === again,
    passed: later - first >= 10_000 && later - first < 12_000,
    iso: parsed === later,
    then: last - later >= 5000 && last - later < 7000,
    form: iso.length === 24 && iso.endsWith('Z'),
  };
}
