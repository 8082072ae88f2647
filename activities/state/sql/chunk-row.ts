import type { Kysely, Selectable } from 'kysely';
import { failure } from '../../../workflows/shapes.ts';
import { InvalidInput } from '../../errors.ts';
import type { Chunk, ChunkKey } from '../../ports.ts';
import { readJson, unpackText } from '../json.ts';
import { chunkColumns, nameOfChunk } from './keys.ts';
import type { StateSchema } from './schema.ts';

/** What a chunk shows; which commit it belongs to stays inside. */
export const chunkFields = [
  'job_id',
  'tenant_id',
  'table_name',
  'chunk_id',
  'chunk_index',
  'after',
  'up_to',
  'status',
  'cursor',
  'sequence',
  'parts',
  'attempt_token',
  'resumptions',
  'error',
  'records_processed',
  'records_quarantined',
  'bytes',
  'api_calls',
  'api_errors',
] as const satisfies (keyof Chunk)[];

export const toChunk = (row: Pick<Selectable<StateSchema['chunks']>, (typeof chunkFields)[number]>): Chunk => {
  const what = (field: string) => `the ${field} of ${nameOfChunk(row)}`;
  return {
    ...row,
    after: unpackText(row.after, what('range')),
    up_to: unpackText(row.up_to, what('range')),
    cursor: unpackText(row.cursor, what('cursor')),
    error: row.error === null ? null : readJson(failure, row.error, what('error')),
  };
};

export const getChunk = async (db: Kysely<StateSchema>, key: ChunkKey): Promise<Chunk | undefined> => {
  const row = await db
    .selectFrom('chunks')
    .select(chunkFields)
    .where((eb) => eb.and(chunkColumns(key)))
    .executeTakeFirst();
  return row && toChunk(row);
};

/** @throws InvalidInput where there is none */
export const knownChunk = async (db: Kysely<StateSchema>, key: ChunkKey): Promise<Chunk> => {
  const chunk = await getChunk(db, key);
  if (chunk === undefined) throw unknownChunk(key);
  return chunk;
};

export const unknownChunk = (key: ChunkKey) => new InvalidInput(`there is no ${nameOfChunk(key)} in the state store`);
