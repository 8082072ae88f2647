import { randomUUID } from 'node:crypto';
import type { CanonicalResult } from '../contract.ts';
import { literal, withConnection, type DuckdbConnection } from '../duckdb.ts';
import type { CanonicalPointer, Manifest, Ports } from '../ports.ts';
import { bucketsFor, currentFiles, type CurrentFiles } from './buckets.ts';
import { mappingOf, type MappedTable } from './mappings.ts';
import { bucketRows, createComplete, createIncoming, insertObservations } from './merge-sql.ts';
import { canonicalNames, type CanonicalName } from './models.ts';

type Needs = Pick<Ports, 'state' | 'lake' | 'duckdb' | 'log'>;
export interface MergeRequest {
  tenant_id: string;
  job_id: string;
  signal: AbortSignal;
  heartbeat: (details?: unknown) => void;
}
interface Pending {
  manifest: Manifest;
  mapping: MappedTable;
}

/**
 * Merges every committed and not yet merged manifest of a tenant into its canonical tables, whichever job wrote it: new files
 * for the rows that change, then one swap of the table's pointer. A merge that ends before its swap leaves nothing behind
 * that counts. Manifests of tables that are not canonical are done with.
 *
 * @throws MergeConflict when another merge of the same table came first
 */
export async function mergeCanonical(ports: Needs, request: MergeRequest): Promise<CanonicalResult> {
  const { state } = ports;
  const tenant = await state.tenants.get(request.tenant_id);
  const pending = (await state.ledger.pending(request.tenant_id)).map((manifest) => ({
    manifest,
    mapping: mappingOf(tenant, manifest.table_name),
  }));
  await state.ledger.skip(
    pending.filter(({ mapping }) => mapping === undefined).map(({ manifest }) => manifest.manifest_id),
  );
  const mapped = pending.filter((each): each is Pending => each.mapping !== undefined);
  const merged: CanonicalResult['merged'] = [];
  for (const table of canonicalNames) {
    const own = mapped.filter(({ mapping }) => mapping.table === table);
    if (own.length > 0) merged.push(await mergeTable(ports, request, table, own));
  }
  return { merged };
}

async function mergeTable(
  ports: Needs,
  request: MergeRequest,
  table: CanonicalName,
  pending: readonly Pending[],
): Promise<CanonicalResult['merged'][number]> {
  const { state, lake, duckdb, log } = ports;
  const { tenant_id, job_id, signal } = request;
  const pointer = await state.ledger.pointer(tenant_id, table);
  const ids = pending.map(({ manifest }) => manifest.manifest_id);
  return withConnection(duckdb, async (connection) => {
    const stored = await lake.fetch(pointer.files);
    const parts = await Promise.all(
      pending.map(async ({ manifest }) => lake.fetch(await state.ledger.parts(manifest.manifest_id))),
    );
    const buckets = await bucketsFor(connection, { pointer, stored, parts: parts.flat(), signal });
    await observe(connection, { table, pending, parts, buckets, signal });
    const current = currentFiles(pointer, stored, buckets);
    const touched = await touchedBuckets(connection, buckets, current, signal);
    const files = await rewrite(ports, request, { connection, pointer, table, buckets, current, touched });
    const { rows, unfit } = await counts(connection, signal);
    if (unfit > 0)
      log.warn({ tenant_id, job_id, table, rows: unfit }, 'values that do not fit their columns are kept as text');
    if (touched.length === 0) await state.ledger.skip(ids);
    else await state.ledger.swap({ ...pointer, version: pointer.version + 1, files }, ids);
    return { canonical_table: table, manifests: ids.length, versions: rows };
  });
}

interface Observing {
  table: CanonicalName;
  pending: readonly Pending[];
  /** Paths of each manifest's parts. */
  parts: readonly string[][];
  buckets: number;
  signal: AbortSignal;
}

/** Fills the tables `incoming` and `complete`; they live as long as the connection. */
async function observe(
  connection: DuckdbConnection,
  { table, pending, parts, buckets, signal }: Observing,
): Promise<void> {
  await connection.run(createIncoming(table));
  await connection.run(createComplete);
  for (const [index, { manifest, mapping }] of pending.entries()) {
    const { manifest_id, table_name } = manifest;
    const paths = parts[index]!;
    if (paths.length > 0) {
      await connection.run(insertObservations(mapping, manifest_id, table_name, buckets), [paths], signal);
    }
    if (mapping.deletes === 'reconcile' && manifest.complete_read) await connection.run(completeRead(manifest));
  }
}

/** What was not met since the read's first page is gone. */
function completeRead({ manifest_id, table_name, as_of, committed_at }: Manifest): string {
  const id = literal(manifest_id);
  return `INSERT INTO complete SELECT ${id}, ${literal(table_name)}, ${as_of === null ? 'NULL' : literal(as_of)}::TIMESTAMPTZ,
    coalesce((SELECT min(_fetched_at) FROM incoming WHERE _manifest = ${id}), ${literal(committed_at)}::TIMESTAMPTZ)`;
}

/** A complete read concerns every row, and so does another number of buckets. */
async function touchedBuckets(
  connection: DuckdbConnection,
  buckets: number,
  current: CurrentFiles,
  signal: AbortSignal,
): Promise<number[]> {
  const [complete] = await connection.query('SELECT count(*)::INTEGER AS reads FROM complete', [], signal);
  const rows = await connection.query('SELECT DISTINCT _bucket FROM incoming ORDER BY _bucket', [], signal);
  const all = Number(complete!['reads']) > 0 || (rows.length > 0 && current.rebucketed);
  return all ? Array.from({ length: buckets }, (_, bucket) => bucket) : rows.map((row) => Number(row['_bucket']));
}

interface Rewriting {
  connection: DuckdbConnection;
  pointer: CanonicalPointer;
  table: CanonicalName;
  buckets: number;
  current: CurrentFiles;
  touched: readonly number[];
}

/** @returns the lake names of the table's files after the merge */
async function rewrite(
  { lake }: Needs,
  { tenant_id, signal, heartbeat }: MergeRequest,
  { connection, pointer, table, buckets, current, touched }: Rewriting,
): Promise<string[]> {
  const folder = `canonical/${tenant_id}/${table}/v${pointer.version + 1}-${randomUUID().slice(0, 8)}`;
  const written: string[] = [];
  for (const bucket of touched) {
    heartbeat({ table, bucket });
    const name = `${folder}/${bucket}of${buckets}.parquet`;
    const path = await lake.stage(name);
    const select = bucketRows(table, bucket, buckets, current.of(bucket));
    const rows = await connection.run(
      `COPY (${select}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`,
      [],
      signal,
    );
    if (rows === 0) {
      await lake.discard(path);
      continue;
    }
    await lake.publish(path, name);
    written.push(name);
  }
  return [...current.untouched(touched), ...written];
}

async function counts(connection: DuckdbConnection, signal: AbortSignal): Promise<{ rows: number; unfit: number }> {
  const [row] = await connection.query('SELECT count(*) AS n, count(_unfit) AS unfit FROM incoming', [], signal);
  return { rows: Number(row!['n']), unfit: Number(row!['unfit']) };
}
