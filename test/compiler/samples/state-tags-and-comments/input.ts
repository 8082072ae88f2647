import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  ping(n: number): Promise<number>;
}
const { ping } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

/** Pings a few times. */
export async function tagged({ n }: { n: number }): Promise<string> {
  // The first one wakes it up.
  const first = await ping(n);
  /** @state PingAgain */
  const second = await ping(first);
  await ping(3);
  await ping(4);
  /**
   * Which way it goes.
   * @state WhichWay
   */
  if (second > 10) {
    /** @state Large */
    return 'large';
  }
  /** @state Small */
  return `small ${second}`;
}
