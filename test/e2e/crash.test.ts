import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { againstJournal, noDifferences } from './against-journal.ts';
import { openCluster, type Cluster } from './cluster.ts';

let cluster: Cluster | undefined;
afterEach(async () => {
  await cluster?.close();
  cluster = undefined;
});

/** So many kills in one run. */
const crashes = process.env['AVESA_TEST_FULL'] === '1' ? 25 : 5;
/** The same moments each time: a linear congruential generator. */
function moments(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

test(
  `killed ${crashes} times at random moments, worker and server, a run ends with no record lost or doubled`,
  { timeout: 120_000 + crashes * 60_000 },
  async () => {
    const records = { tickets: 1_000, time_entries: 800, companies: 200, contacts: 400 };
    cluster = await openCluster({
      records,
      tenants: 2,
      bad_share: 0.01,
      page_size_max: 20,
      // Slow enough that every kill meets work under way.
      faults: [{ kind: 'slow', delay_ms: 150 }],
    });
    const { state } = cluster;
    await cluster.startWorker();
    const run = await cluster.start('run-1', { chunk_size_override: 100 });
    const finished = run.result();
    const random = moments(7);
    let ended = false;
    const isOpen = () => !ended;
    void finished.finally(() => (ended = true)).catch(() => undefined);
    let done = 0;
    for (let crash = 0; crash < crashes && isOpen(); crash += 1) {
      const goal = done + Math.floor((random() * 4_800) / crashes);
      while (isOpen() && (done = await accepted(cluster)) < goal) await pause(20);
      if (random() < 0.3) await cluster.crashServer();
      else {
        await cluster.killWorkers();
        if (random() < 0.3) await cluster.crashServer();
        await cluster.startWorker();
      }
    }
    // The last part of the run needs no more patience.
    await cluster.source.setFaults([]);
    expect(await finished).toMatchObject({ status: 'completed', successful_tenants: 2 });
    const differences = await againstJournal(cluster);
    expect(differences).toHaveLength(2 * 4);
    for (const { table, ...found } of differences) expect(found).toEqual(noDifferences);
    expect((await state.jobs.get('run-1'))?.status).toBe('completed');
  },
);

/** Records that the state store has accepted so far. */
async function accepted({ state }: Cluster): Promise<number> {
  const plans = await state.plans.list('run-1');
  const totals = await Promise.all(plans.map((plan) => state.chunks.totals(plan)));
  return totals.reduce((sum, { records_processed }) => sum + records_processed, 0);
}
