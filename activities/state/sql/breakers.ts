import type { Kysely } from 'kysely';
import type { Breaker, BreakerStore } from '../../ports.ts';
import { admit, closed, fail, succeed } from '../circuit.ts';
import type { StateSchema } from './schema.ts';

/** Plain statements, not transactions: what a power failure forgets here does no harm. */
export const sqlBreakers = (db: Kysely<StateSchema>): BreakerStore => ({
  async admit(key, now) {
    const { before, after } = await change(db, key, (breaker) => admit(breaker, now));
    const allowed = before.state === 'CLOSED' || before !== after;
    return { allowed, retry_ms: allowed ? 0 : after.retry_ms };
  },
  async success(key) {
    await change(db, key, succeed);
  },
  async failure(key, now) {
    await change(db, key, (breaker) => fail(breaker, now));
  },
  list: () => db.selectFrom('breakers').selectAll().orderBy('key').execute(),
});

/** Compare and set, until nobody came between: of several changes at once each sees the one before it. */
const change = async (
  db: Kysely<StateSchema>,
  key: string,
  transition: (breaker: Breaker) => Breaker,
): Promise<{ before: Breaker; after: Breaker }> => {
  for (;;) {
    const stored = await db.selectFrom('breakers').selectAll().where('key', '=', key).executeTakeFirst();
    const before = stored ?? closed(key);
    const after = transition(before);
    if (after === before) return { before, after };
    const written =
      stored === undefined
        ? db
            .insertInto('breakers')
            .values(after)
            .onConflict((conflict) => conflict.column('key').doNothing())
            .returning('key')
        : db
            .updateTable('breakers')
            .set(after)
            .where((eb) => eb.and({ ...stored }))
            .returning('key');
    if ((await written.executeTakeFirst()) !== undefined) return { before, after };
  }
};
