import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { InvalidInput } from '../../activities/errors.ts';
import type { Background } from './background.ts';
import { mutate, mutateRequest } from './changes.ts';
import type { BadRecord, Health, JournalVersion } from './client.ts';
import type { Dataset } from './dataset.ts';
import { FaultPlan, faultRules, type FaultRule } from './faults.ts';
import { demoTenants } from './tenants.ts';

/** What the administration may replace while the source runs. */
export interface Running {
  dataset: Dataset;
  background: Background;
  faults: FaultPlan;
  /** Of the source. */
  url: string;
}

type Route = (running: Running, query: URLSearchParams, body: unknown) => unknown;

const backgroundRequest = z.strictObject({ changes_per_second: z.number().min(0).max(10_000) });
const faultsRequest = z.strictObject({ faults: faultRules });

/** JSON in and out, but for the two lists, which are NDJSON. */
const routes: Record<string, Route> = {
  'GET /_demo/health': ({ dataset }) => healthOf(dataset),
  'GET /_demo/tenants': ({ dataset, url }) => demoTenants(url, dataset.settings),
  'GET /_demo/requests': ({ dataset }) => ({ requests: dataset.requests }),
  'GET /_demo/journal': ({ dataset }, query) => Readable.from(journalLines(dataset, query)),
  'GET /_demo/bad': ({ dataset }, query) => Readable.from(badLines(dataset, query)),
  'GET /_demo/faults': ({ faults }) => ({ faults: faults.rules }),
  'POST /_demo/faults'(running, _query, body) {
    const { faults } = faultsRequest.parse(body);
    checkFaults(running.dataset, faults);
    running.faults = new FaultPlan(faults, running.dataset.settings.seed);
    return { faults };
  },
  'POST /_demo/mutate': ({ dataset }, _query, body) => mutate(dataset, mutateRequest.parse(body)),
  'POST /_demo/background'({ background }, _query, body) {
    const wanted = backgroundRequest.parse(body);
    background.set(wanted.changes_per_second);
    return wanted;
  },
};
const paths = new Set(Object.keys(routes).map((route) => route.split(' ')[1]!));

export async function answerAdmin(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url!, running.url);
  const route = routes[`${request.method!} ${pathname}`];
  if (!route) {
    const status = paths.has(pathname) ? 405 : 404;
    sendJson(response, status, { error: `there is no ${request.method!} ${pathname}` });
    return;
  }
  try {
    const answer = route(running, searchParams, request.method === 'POST' ? await readJson(request) : undefined);
    if (!(answer instanceof Readable)) {
      sendJson(response, 200, answer);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    await pipeline(answer, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendJson(response, isWrongInput(error) ? 400 : 500, { error: messageOf(error) });
  }
}

/** @throws InvalidInput for a tenant or table that is not there */
export function checkFaults(dataset: Dataset, rules: readonly FaultRule[]): void {
  for (const { tenant, table } of rules) dataset.chosen(tenant, table);
}

function healthOf(dataset: Dataset): Health {
  const tables = [...dataset.tables()].map(({ table }) => ({
    tenant: table.tenant,
    table: table.name,
    rows: table.rows.length,
    bad_rows: table.rows.length - table.goodRows,
    versions: table.versions.length,
  }));
  return { status: 'ok', now: new Date(dataset.now()).toISOString(), tables };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const instantText = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** As of the moment of the call, however long it takes to send. */
function snapshot(dataset: Dataset, query: URLSearchParams, wantsBad: boolean) {
  const tables = dataset.chosen(query.get('tenant') ?? undefined, query.get('table') ?? undefined);
  return tables.flatMap(({ table }) =>
    table.versions
      .filter(({ bad }) => (bad !== null) === wantsBad)
      .map((version) => ({
        table,
        version,
        current: table.isCurrent(version),
        served: version.served,
        deleted: version.deleted,
      })),
  );
}

function journalLines(dataset: Dataset, query: URLSearchParams): Iterable<string> {
  const versions = snapshot(dataset, query, false);
  const withTexts = query.get('texts') === '1';
  return inBlocks(versions, ({ table, version, current, served, deleted }): JournalVersion => ({
    tenant: table.tenant,
    table: table.name,
    id: String(version.key),
    version: version.number,
    updated: instantText(version.updated),
    sha256: sha256(version.bytes),
    current,
    deleted,
    served,
    ...(withTexts ? { text: version.bytes.toString() } : {}),
  }));
}

function badLines(dataset: Dataset, query: URLSearchParams): Iterable<string> {
  return inBlocks(snapshot(dataset, query, true), ({ table, version, current, served }): BadRecord => ({
    tenant: table.tenant,
    table: table.name,
    id: String(version.key),
    kind: version.bad!,
    updated: instantText(version.updated),
    sha256: sha256(version.bytes),
    bytes_base64: version.bytes.toString('base64'),
    current,
    served,
  }));
}

/** Lines in blocks: one write for each would be most of the work. */
function* inBlocks<T>(items: readonly T[], line: (item: T) => object): Generator<string> {
  const size = 500;
  for (let at = 0; at < items.length; at += size) {
    yield items
      .slice(at, at + size)
      .map((item) => `${JSON.stringify(line(item))}\n`)
      .join('');
  }
}

const mostBytes = 4 * 1024 * 1024;

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) throw new InvalidInput(`the body is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text.trim() === '' ? {} : JSON.parse(text);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

const isWrongInput = (error: unknown) =>
  error instanceof z.ZodError || error instanceof InvalidInput || error instanceof SyntaxError;

function messageOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return (error as Error).message;
  return error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
}
