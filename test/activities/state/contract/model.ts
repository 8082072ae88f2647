import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChunkKey, ChunkStep, Lease, TableKey } from '../../../../activities/ports.ts';
import { instant, none, now, outcome, planOf, rangesOf, ttl, type Given } from './given.ts';
import { plainModel, type TableOperations } from './plain-model.ts';

const owners = ['execution-1', 'execution-2'] as const;
const jobs = ['job-1', 'job-2'] as const;
const tokens = ['A', 'B'] as const;
const chunksPerPlan = 2;

/** The plain model, and what a command may refer to. */
interface World {
  model: TableOperations;
  table: TableKey;
  clock: number;
  /** Every lease that was ever given. */
  leases: Lease[];
}
/** Two handles on the real store, and what was seen of it last. */
interface Real {
  handles: readonly [TableOperations, TableOperations];
  seen: Set<string>;
  parts: string[];
  watermark: string | null;
}
type Operation = (store: TableOperations) => Promise<unknown>;
type Command = fc.AsyncCommand<World, Real>;

/** Runs one operation on the store and on the model: both must answer, or refuse, alike. */
const command = (name: string, handle: 0 | 1, prepare: (world: World) => Operation | Promise<Operation>): Command => ({
  check: () => true,
  toString: () => name,
  async run(world, real) {
    const operation = await prepare(world);
    const actual = await outcome(operation(real.handles[handle]));
    const expected = await outcome(operation(world.model));
    expect(actual).toEqual(expected);
    real.seen.add(`${name.split(' ')[0]!}: ${'error' in actual ? actual.error : 'done'}`);
    await checkTable(world, real, real.handles[1 - handle]!);
  },
});

/** Also what must hold whatever the model says: a watermark never goes back, a part is read once and stays. */
const checkTable = async ({ model, table }: World, real: Real, store: TableOperations): Promise<void> => {
  const [watermark, parts] = [await store.tables.watermark(table), await store.tables.parts(table)];
  expect({ watermark, parts }).toEqual({
    watermark: await model.tables.watermark(table),
    parts: await model.tables.parts(table),
  });
  if (real.watermark !== null) expect(watermark! >= real.watermark).toBe(true);
  expect(parts.slice(0, real.parts.length)).toEqual(real.parts);
  expect(new Set(parts).size).toBe(parts.length);
  Object.assign(real, { watermark, parts });
};

/** `back` 0 is the latest lease; before the first one there is one that was never given. */
const leaseOf = ({ leases }: World, back: number): Lease => leases.at(-1 - back) ?? { owner: owners[0], fence: 99 };
const keyOf = ({ table }: World, { job, chunk }: { job: string; chunk: number }): ChunkKey => ({
  job_id: job,
  ...table,
  chunk_id: `c0000${chunk}`,
});
/** The first job has the later watermark. */
const planFor = ({ table }: World, job: string) =>
  planOf(job, { ...table, as_of: instant(now - jobs.indexOf(job as 'job-1')), total_chunks: chunksPerPlan });

interface StepChoice {
  job: string;
  chunk: number;
  token: string;
  offset: number;
  part: boolean;
  done: boolean;
}
/** The step that follows on the chunk, or on an earlier or a later state of it. */
const stepFor = async (world: World, choice: StepChoice): Promise<ChunkStep> => {
  const key = keyOf(world, choice);
  const sequence = ((await world.model.chunks.get(key))?.sequence ?? 0) + choice.offset;
  const name = [key.tenant_id, choice.job, choice.chunk, sequence, choice.token].join('/');
  return {
    attempt_token: choice.token,
    sequence,
    cursor: String(sequence + 1),
    part: choice.part ? { name, rows: 1, bytes: 1 } : null,
    quarantine: null,
    counts: { ...none, records_processed: 1 },
    done: choice.done,
  };
};

const handle = fc.constantFrom(0 as const, 1 as const);
const owner = fc.constantFrom(...owners);
const job = fc.constantFrom(...jobs);
const token = fc.constantFrom(...tokens);
const chunk = fc.nat({ max: chunksPerPlan - 1 });
const mostly = (usual: number, ...others: number[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const back = mostly(0, 1, 2, 3);
const step = fc.record({ job, chunk, token, offset: mostly(0, -1, 1), part: fc.boolean(), done: fc.boolean() });

const wait = fc.constantFrom(1, ttl / 2, ttl).map((ms) =>
  command(`wait ${ms}`, 0, (world) => {
    world.clock += ms;
    return () => Promise.resolve();
  }),
);
const acquire = fc.record({ handle, owner }).map(({ handle, owner }) =>
  command(`acquire ${owner}`, handle, (world) => async (store) => {
    const answer = await store.leases.acquire(world.table, { owner, job_id: owner }, world.clock, ttl);
    if (answer.acquired && store === world.model) world.leases.push({ owner, fence: answer.fence });
    return answer;
  }),
);
const renew = fc
  .record({ handle, back })
  .map(({ handle, back }) =>
    command(
      `renew ${back}`,
      handle,
      (world) => (store) => store.leases.renew(world.table, leaseOf(world, back), world.clock, ttl),
    ),
  );
const release = fc
  .record({ handle, back })
  .map(({ handle, back }) =>
    command(`release ${back}`, handle, (world) => (store) => store.leases.release(world.table, leaseOf(world, back))),
  );
const releaseAll = fc
  .record({ handle, owner })
  .map(({ handle, owner }) => command(`releaseAll ${owner}`, handle, () => (store) => store.leases.releaseAll(owner)));
const plan = fc
  .record({ handle, job, back })
  .map(({ handle, job, back }) =>
    command(
      `plan ${job} ${back}`,
      handle,
      (world) => (store) => store.plans.create(planFor(world, job), rangesOf(chunksPerPlan), leaseOf(world, back)),
    ),
  );
const claim = fc
  .record({ handle, job, chunk, token, back })
  .map(({ handle, job, chunk, token, back }) =>
    command(
      `claim ${job} ${chunk} ${token} ${back}`,
      handle,
      (world) => (store) =>
        store.chunks.claim(keyOf(world, { job, chunk }), leaseOf(world, back), token, world.clock, ttl),
    ),
  );
const accept = fc.record({ handle, step, back }).map(({ handle, step, back }) =>
  command(`accept ${JSON.stringify(step)} ${back}`, handle, async (world) => {
    const made = await stepFor(world, step);
    return (store) => store.chunks.accept(keyOf(world, step), leaseOf(world, back), made, world.clock, ttl);
  }),
);
const fail = fc.record({ handle, job, chunk }).map(({ handle, ...which }) =>
  command(`fail ${which.job} ${which.chunk}`, handle, (world) => async (store) => {
    await store.chunks.fail(keyOf(world, which), { type: 'Timeout', message: String(world.clock) });
    return store.chunks.get(keyOf(world, which));
  }),
);
const resume = fc
  .record({ handle, job, chunk })
  .map(({ handle, ...which }) =>
    command(
      `resume ${which.job} ${which.chunk}`,
      handle,
      (world) => (store) => store.chunks.resume(keyOf(world, which)),
    ),
  );
const commit = fc.record({ handle, job, back }).map(({ handle, job, back }) =>
  command(`commit ${job} ${back}`, handle, (world) => async (store) => {
    const answer = await store.tables.commit(planFor(world, job), leaseOf(world, back), instant(world.clock));
    return { ...answer, manifest: answer.manifest && { ...answer.manifest, manifest_id: '' } };
  }),
);

export const modelContract = (given: Given): void => {
  test('any order of any writers looks like one plain table', async () => {
    const handles = [given.store, await given.reopen()] as const;
    const seen = new Set<string>();
    let run = 0;
    const weighted = [wait, acquire, acquire, renew, release, releaseAll, plan, plan, claim, claim, claim].concat([
      accept,
      accept,
      accept,
      accept,
      accept,
      fail,
      resume,
      commit,
      commit,
    ]);
    await fc.assert(
      fc.asyncProperty(fc.commands(weighted, { maxCommands: 80, size: 'max' }), async (commands) => {
        const table = { tenant_id: `run-${++run}`, table_name: 'connectwise/tickets' };
        await fc.asyncModelRun(
          () => ({
            model: { model: plainModel(), table, clock: now, leases: [] },
            real: { handles, seen, parts: [], watermark: null },
          }),
          commands,
        );
      }),
      { numRuns: 200 },
    );
    // That the runs have reached what they are for.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'renew: LeaseLost',
        'plan: LeaseLost',
        'claim: LeaseLost',
        'claim: InvalidInput',
        'claim: done',
        'accept: LeaseLost',
        'accept: ChunkTaken',
        'accept: done',
        'fail: done',
        'commit: LeaseLost',
        'commit: InvalidInput',
        'commit: done',
      ]),
    );
  });
};
