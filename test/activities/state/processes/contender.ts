import { createInterface } from 'node:readline';
import Database from 'libsql';
import type { StateStore } from '../../../../activities/ports.ts';
import { openSqliteState } from '../../../../activities/state/sqlite.ts';
import { complete, jobOf, now, planOf, rangesOf, stepOf, table, takeLease, ttl } from '../contract/given.ts';

/**
 * One of several processes on one state file. Each line of its input names what it does next, each line of its output is
 * the answer as JSON; so the test decides when all of them start.
 */
const [file = '', name = ''] = process.argv.slice(2);
const lease = { owner: 'shared', fence: 1 };
const answers: Record<string, (store: StateStore) => unknown> = {
  /** A table that all want. */
  leases: async (store) => {
    const won: string[] = [];
    for (let round = 0; round < 100; round++) {
      const key = { ...table, table_name: `wanted/${round}` };
      const answer = await store.leases.acquire(key, { owner: name, job_id: name }, now, ttl);
      if (answer.acquired) won.push(key.table_name);
    }
    return won;
  },
  /** A job, its counts and a table's plan that all make. */
  job: async (store) => {
    const job = await store.jobs.create(jobOf('made', { execution_id: name }), [{ tenant_id: name, priority: 'low' }]);
    for (let call = 0; call < 100; call++) await store.jobs.countCalls('made', { api_calls: 1, api_errors: 2 });
    return [job.execution_id, (await store.jobs.tenants('made', 0, 10)).map(({ tenant_id }) => tenant_id)];
  },
  plan: async (store) => {
    const total_chunks = name.length + Number(name.at(-1));
    const plan = planOf('planned', { table_name: 'shared/planned', schema_version: total_chunks, total_chunks });
    const made = await store.plans.create(plan, rangesOf(total_chunks), lease);
    return [made, (await store.chunks.list(made, 0, 100)).length];
  },
  /** One chunk that all write, each as soon as it can. */
  append: async (store) => {
    const accepted: number[] = [];
    const key = { job_id: 'written', ...table, table_name: 'shared/written', chunk_id: 'c00000' };
    for (;;) {
      const chunk = await store.chunks.claim(key, lease, name, now, ttl);
      if (chunk.sequence >= 100) return accepted;
      try {
        await store.chunks.accept(key, lease, stepOf(chunk), now, ttl);
        accepted.push(chunk.sequence);
      } catch (error) {
        if ((error as Error).name !== 'ChunkTaken') throw error;
      }
    }
  },
  /** A bucket of 150 that fills too slowly to matter, at one moment. */
  take: async (store) => {
    let taken = 0;
    for (let call = 0; call < 100; call++) {
      if ((await store.limits.take('shared', { per_second: 1, burst: 150 }, now)) === 0) taken += 1;
    }
    return taken;
  },
  /** Each service's fifth failure, whoever meets it, opens its breaker. */
  fail: async (store) => {
    for (let key = 0; key < 50; key++) {
      for (let failed = 0; failed < 2; failed++) await store.breakers.failure(`service ${key}`, now);
    }
  },
  probe: async (store) => {
    const won: string[] = [];
    for (let key = 0; key < 50; key++) {
      if ((await store.breakers.admit(`service ${key}`, now + 300_000)).allowed) won.push(`service ${key}`);
    }
    return won;
  },
  merge: async (store) => {
    const won: number[] = [];
    for (;;) {
      const { version } = await store.ledger.pointer('acme', 'tickets');
      if (version >= 100) return won;
      const next = { tenant_id: 'acme', canonical_table: 'tickets', version: version + 1, files: [name] };
      try {
        await store.ledger.swap(next, []);
        won.push(next.version);
      } catch (error) {
        if ((error as Error).name !== 'MergeConflict') throw error;
      }
    }
  },
  /** Whole runs of a table, one after the other, until the process is killed. */
  runs: async (store) => {
    for (let run = 0; ; run++) {
      const plan = planOf(`${name}-${run}`, { table_name: `shared/${name}`, total_chunks: 3 });
      const own = await takeLease(store, plan.job_id, { key: plan, at: now + run * ttl });
      await store.plans.create(plan, rangesOf(3), own);
      for (const chunk of await store.chunks.list(plan, 0, 3)) await complete(store, chunk, own);
      await store.tables.commit(plan, own, plan.created_at);
      if (run === 5) process.stdout.write('"running"\n');
    }
  },
};

/** New files, one after the other. */
const openMany = async (): Promise<void> => {
  for (let round = 0; round < 20; round++) await openSqliteState(`${file}-${round}`);
};

/** Holds the file's lock until the next line comes. */
const hold = (): Database.Database => {
  const database = new Database(file);
  database.exec('begin immediate');
  return database;
};

/** An administrator writes everywhere: this gives that up. */
const unprivileged = (): void => {
  if (process.getuid?.() === 0) process.setuid!(65_534);
};

const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
let store: StateStore | undefined;
let held: Database.Database | undefined;
say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  try {
    if (line === 'open') store = await openSqliteState(file);
    else if (line === 'open many') await openMany();
    else if (line === 'hold') held = hold();
    else if (line === 'let go') held?.exec('rollback');
    else if (line === 'give up rights') unprivileged();
    else {
      say(await answers[line]!(store!));
      continue;
    }
    say('done');
  } catch (error) {
    say({ error: (error as Error).name, message: (error as Error).message });
  }
}
