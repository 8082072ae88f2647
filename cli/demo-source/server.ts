import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidConfiguration } from '../../activities/errors.ts';
import { answerAdmin, checkFaults, type Running } from './admin-api.ts';
import { Refusal, type Answer, type Api, type ApiRequest } from './answers.ts';
import { Background } from './background.ts';
import { connectwiseApi, connectwiseBase } from './connectwise-api.ts';
import { Dataset, runsOf } from './dataset.ts';
import { FaultPlan, type FaultRule } from './faults.ts';
import { loadFiles } from './files.ts';
import { genericApi, genericBase } from './generic-api.ts';
import { Journal, openJournal, type Event } from './journal.ts';
import { checkOptions, tenantOptions, type DemoSourceOptions, type DemoSourceSettings } from './options.ts';
import { answerInstead, send } from './send.ts';

export interface DemoSource {
  /** `http://127.0.0.1:PORT` */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves made-up and the user's own records by SaaS-shaped HTTP APIs, with faults where they are wanted, and remembers every
 * version that a record had. Never on any address but 127.0.0.1: its administration asks for no credentials.
 * @throws InvalidConfiguration, InvalidInput (a fault of a table that is not there)
 */
export async function startDemoSource(options: DemoSourceOptions = {}): Promise<DemoSource> {
  const settings = checkOptions(options);
  const dataset = openDataset(settings);
  try {
    await loadFiles(dataset);
    checkFaults(dataset, settings.faults);
    const background = new Background(dataset);
    const running: Running = { dataset, background, faults: new FaultPlan(settings.faults, settings.seed), url: '' };
    const server = createServer((request, response) => void answer(running, request, response));
    // Longer than clients keep a connection: else one may send into a connection that is just being closed.
    server.keepAliveTimeout = 75_000;
    running.url = await listen(server, settings.port);
    background.set(settings.changes_per_second);
    return { url: running.url, close: () => close(server, running) };
  } catch (error) {
    dataset.journal.close();
    throw error;
  }
}

const dayMs = 86_400_000;

function openDataset(settings: DemoSourceSettings): Dataset {
  // A day's start: sources of one day with one seed have equal records.
  const today = Math.floor((Date.now() + settings.clock_skew * 1000) / dayMs) * dayMs;
  if (settings.data_folder == null) return new Dataset(settings, today, new Journal(null));
  const tenants = tenantOptions(settings).map(({ tenant_id, records, bad_share }) => ({
    tenant_id,
    records,
    bad_share,
  }));
  const { seed, records, bad_share } = settings;
  const kept = openJournal(settings.data_folder, { until: today, seed, records, bad_share, tenants });
  const dataset = new Dataset(settings, kept.until, kept.journal);
  for (const event of kept.events) dataset.apply(event);
  return dataset;
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'it is in use: choose another, or 0 for a free one' : error.message;
      reject(new InvalidConfiguration(`demo source: port ${port} on 127.0.0.1: ${why}`, { cause: error }));
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function close(server: Server, { background, dataset }: Running): Promise<void> {
  background.set(0);
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  dataset.journal.close();
}

async function answer(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dataset } = running;
  // The clock is the source's, not this host's.
  response.sendDate = false;
  response.setHeader('date', new Date(dataset.now()).toUTCString());
  try {
    if (dataset.journal.failure) throw dataset.journal.failure;
    if (request.url!.startsWith('/_demo/')) await answerAdmin(running, request, response);
    else await answerTenant(running, request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else
      response
        .writeHead(500, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: (error as Error).message }));
  }
}

const apis: Readonly<Record<string, Api>> = { [connectwiseBase]: connectwiseApi, [genericBase]: genericApi };

async function answerTenant(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dataset } = running;
  const url = new URL(request.url!, running.url);
  const [, id = '', base = '', path = ''] =
    /^\/([^/]+)(\/v4_6_release\/apis\/3\.0|\/api\/v1)(\/.*)$/.exec(url.pathname) ?? [];
  const tenant = dataset.tenants.get(id);
  const api = apis[base];
  if (!tenant || !api) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"there is nothing here"}');
    return;
  }
  const table = api.tableOf(tenant, path);
  const fault = running.faults.next(id, table);
  const target = {
    dataset,
    tenant,
    path,
    query: url.searchParams,
    headers: request.headers,
    url: `${url.origin}${url.pathname}`,
  };
  const spoiled = answerInstead(fault, dataset.now());
  const plain = spoiled ?? answerPlainly(api, request.method!, target);
  // What spoils a page on its way does not spoil a refusal.
  const rule = spoiled || plain.status === 200 ? fault : undefined;
  const complete = await send(response, plain, rule, dataset.now());
  dataset.record([requestEvent(id, table, plain, rule, complete)]);
}

function answerPlainly(api: Api, method: string, request: ApiRequest): Answer {
  if (method !== 'GET') return api.refuse(new Refusal(404, `there is no ${method} here`));
  try {
    return api.answer(request);
  } catch (error) {
    if (error instanceof Refusal) return api.refuse(error);
    throw error;
  }
}

function requestEvent(
  tenant: string,
  table: string | null,
  { status, shown }: Answer,
  rule: FaultRule | undefined,
  complete: boolean,
): Event {
  const served = complete && (rule === undefined || rule.kind === 'slow') ? runsOf(shown) : [];
  return { type: 'request', tenant, table, status, fault: rule?.kind ?? null, served };
}
