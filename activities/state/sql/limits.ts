import type { Kysely } from 'kysely';
import type { LimitStore } from '../../ports.ts';
import { takeToken } from '../token-bucket.ts';
import type { StateSchema } from './schema.ts';

/** Plain statements, not transactions: what a power failure forgets here does no harm. */
export const sqlLimits = (db: Kysely<StateSchema>): LimitStore => ({
  async take(key, bucket, now) {
    for (;;) {
      const limit = await readLimit(db, key);
      if (limit === undefined) {
        await createLimit(db, key);
        continue;
      }
      if (limit.held_until_ms > now) return limit.held_until_ms - now;
      const { wait, full_at_ms } = takeToken(limit.full_at_ms, bucket, now);
      if (wait > 0) return wait;
      const taken = await db
        .updateTable('limits')
        .set({ full_at_ms })
        // Nobody else has taken or held since: else once more.
        .where((eb) => eb.and({ key, full_at_ms: limit.full_at_ms, held_until_ms: limit.held_until_ms }))
        .returning('key')
        .executeTakeFirst();
      if (taken !== undefined) return 0;
    }
  },
  async hold(key, untilMs) {
    await createLimit(db, key);
    await db
      .updateTable('limits')
      .set({ held_until_ms: untilMs })
      .where('key', '=', key)
      .where('held_until_ms', '<', untilMs)
      .execute();
  },
  heldUntil: async (key) => (await readLimit(db, key))?.held_until_ms ?? 0,
});

const readLimit = (db: Kysely<StateSchema>, key: string) =>
  db.selectFrom('limits').selectAll().where('key', '=', key).executeTakeFirst();

const createLimit = (db: Kysely<StateSchema>, key: string) =>
  db
    .insertInto('limits')
    .values({ key, full_at_ms: 0, held_until_ms: 0 })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
