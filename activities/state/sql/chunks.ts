import type { Kysely, Transaction } from 'kysely';
import { ChunkTaken } from '../../errors.ts';
import type { Chunk, ChunkKey, ChunkStep, ChunkStore } from '../../ports.ts';
import { packText } from '../json.ts';
import { chunkFields, getChunk, knownChunk, toChunk, unknownChunk } from './chunk-row.ts';
import { chunkTotals } from './chunk-totals.ts';
import { chunkColumns, nameOfChunk, planColumns } from './keys.ts';
import { holdLease } from './leases.ts';
import type { StateSchema } from './schema.ts';

export const sqlChunks = (db: Kysely<StateSchema>): ChunkStore => ({
  claim: (key, lease, attemptToken, now, leaseTtlMs) =>
    db.transaction().execute(async (trx) => {
      await holdLease(trx, key, lease, now + leaseTtlMs);
      const claimed = await trx
        .updateTable('chunks')
        .set({ attempt_token: attemptToken, status: 'running', error: null })
        .where((eb) => eb.and(chunkColumns(key)))
        .where('status', '!=', 'completed')
        .returning(chunkFields)
        .executeTakeFirst();
      return claimed === undefined ? knownChunk(trx, key) : toChunk(claimed);
    }),
  accept: (key, lease, step, now, leaseTtlMs) =>
    db.transaction().execute(async (trx) => {
      await holdLease(trx, key, lease, now + leaseTtlMs);
      const accepted = await advance(trx, key, step);
      if (accepted === undefined) return repeated(trx, key, step);
      await insertFiles(trx, key, step);
      return accepted;
    }),
  fail: (key, error) =>
    db.transaction().execute(async (trx) => {
      const failed = await trx
        .updateTable('chunks')
        // Without a writer: an attempt that the engine has given up, but that still runs, ends at its next step.
        .set({ status: 'failed', error: JSON.stringify(error), attempt_token: null })
        .where((eb) => eb.and(chunkColumns(key)))
        .where('status', '!=', 'completed')
        .returning('status')
        .executeTakeFirst();
      if (failed === undefined) await knownChunk(trx, key);
    }),
  async resume(key) {
    const row = await db
      .updateTable('chunks')
      .set((eb) => ({ resumptions: eb('resumptions', '+', 1) }))
      .where((eb) => eb.and(chunkColumns(key)))
      .returning('resumptions')
      .executeTakeFirst();
    if (row === undefined) throw unknownChunk(key);
    return row.resumptions;
  },
  get: (key) => getChunk(db, key),
  async list(key, fromIndex, limit) {
    const rows = await db
      .selectFrom('chunks')
      .selectAll()
      .where((eb) => eb.and(planColumns(key)))
      .where('chunk_index', '>=', fromIndex)
      .orderBy('chunk_index')
      .limit(limit)
      .execute();
    return rows.map(toChunk);
  },
  totals: (key) => chunkTotals(db, key),
});

const advance = async (trx: Transaction<StateSchema>, key: ChunkKey, step: ChunkStep): Promise<Chunk | undefined> => {
  const { counts } = step;
  const row = await trx
    .updateTable('chunks')
    .set((eb) => ({
      cursor: packText(step.cursor),
      status: step.done ? 'completed' : 'running',
      sequence: step.sequence + 1,
      parts: eb('parts', '+', step.part === null ? 0 : 1),
      records_processed: eb('records_processed', '+', counts.records_processed),
      records_quarantined: eb('records_quarantined', '+', counts.records_quarantined),
      bytes: eb('bytes', '+', counts.bytes),
      api_calls: eb('api_calls', '+', counts.api_calls),
      api_errors: eb('api_errors', '+', counts.api_errors),
    }))
    .where((eb) =>
      eb.and({
        ...chunkColumns(key),
        attempt_token: step.attempt_token,
        sequence: step.sequence,
        status: 'running' as const,
      }),
    )
    .returning(chunkFields)
    .executeTakeFirst();
  return row && toChunk(row);
};

const insertFiles = async (trx: Transaction<StateSchema>, key: ChunkKey, step: ChunkStep): Promise<void> => {
  const place = { ...chunkColumns(key), sequence: step.sequence + 1 };
  if (step.part !== null) {
    const { name, rows, bytes } = step.part;
    await trx
      .insertInto('parts')
      .values({ ...place, name, rows, bytes })
      .execute();
  }
  if (step.quarantine !== null) {
    const { name, rows } = step.quarantine;
    await trx
      .insertInto('quarantine_files')
      .values({ ...place, name, rows, accepted: 0 })
      .execute();
  }
};

/** An attempt whose answer was lost says its last step again and gets the same answer. @throws ChunkTaken to all others */
const repeated = async (trx: Transaction<StateSchema>, key: ChunkKey, step: ChunkStep): Promise<Chunk> => {
  const chunk = await knownChunk(trx, key);
  const isLast =
    chunk.attempt_token === step.attempt_token &&
    chunk.sequence === step.sequence + 1 &&
    chunk.cursor === step.cursor &&
    (chunk.status === 'completed') === step.done &&
    (await fileOf(trx, 'parts', chunk)) === step.part?.name &&
    (await fileOf(trx, 'quarantine_files', chunk)) === step.quarantine?.name;
  if (isLast) return chunk;
  throw new ChunkTaken(
    `${nameOfChunk(key)}: another attempt has it, or has moved it from step ${step.sequence} to ${chunk.sequence}`,
  );
};

const fileOf = async (
  trx: Transaction<StateSchema>,
  table: 'parts' | 'quarantine_files',
  chunk: Chunk,
): Promise<string | undefined> => {
  const row = await trx
    .selectFrom(table)
    .select('name')
    .where((eb) => eb.and({ ...chunkColumns(chunk), sequence: chunk.sequence }))
    .executeTakeFirst();
  return row?.name;
};
