import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ActivityError,
  CircuitOpen,
  InvalidConfiguration,
  InvalidPage,
  RequestRefused,
  SourcePaused,
  SourceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../../activities/errors.ts';
import type { SourceTable } from '../../../activities/ports.ts';
import { allRows, never, openPlace, type Place, readAll, tenantWith, wholeTable } from './place.ts';
import { json, listen, openSourceServer, type SourceServer } from './source-server.ts';

const page = '{"data":[{"id":1},{"id":2}]}';
const table = { path: '/rows', records: '/data', key: '/id', paging: { type: 'link' } };
const secret = 'geheim/+ "word"';

let server: SourceServer;
let place: Place;
beforeAll(async () => {
  server = await openSourceServer((_, response) => json(response, page));
});
afterAll(() => server.close());
beforeEach(async () => {
  place = await openPlace({ random: () => 1, maxBytes: 1024 });
  place.environment.TOKEN = secret;
  server.fault = undefined;
  server.requests.length = 0;
  return () => place.close();
});

const service = (url: string, more: object = {}) => ({
  connector: 'rest',
  base_url: `${url}/api`,
  auth: { type: 'bearer', secret_ref: 'env:TOKEN' },
  tables: { rows: table },
  ...more,
});
const openTable = (more: object = {}, url = server.url): Promise<SourceTable> =>
  place.open(tenantWith(service(url, more)), 'api/rows');
async function failureOf(work: Promise<unknown>): Promise<ActivityError> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Error);
  return failure as ActivityError;
}
const answerOnce = (answer: (response: ServerResponse) => unknown) => {
  server.fault = (response) => {
    server.fault = undefined;
    answer(response);
    return true;
  };
};
const answerAlways = (answer: (response: ServerResponse) => unknown) => {
  server.fault = (response) => {
    answer(response);
    return true;
  };
};
const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end(body);

describe('what passes is tried four times, with waits from 0.5 to 8 seconds', () => {
  const passing = [
    ['500', SourceUnavailable, status(500), 'the source failed (500)'],
    ['503', SourceUnavailable, status(503), 'the source failed (503)'],
    ['408', SourceUnavailable, status(408), 'the source failed (408)'],
    ['429', TooManyRequests, status(429), 'the source asks for fewer requests (429)'],
    [
      'a reset before the answer',
      SourceUnavailable,
      (r: ServerResponse) => r.socket!.resetAndDestroy(),
      'connection reset (ECONNRESET)',
    ],
    [
      'an end before the answer',
      SourceUnavailable,
      (r: ServerResponse) => r.socket!.destroy(),
      'connection broken (UND_ERR_SOCKET)',
    ],
    [
      'a reset in the body',
      SourceUnavailable,
      (r: ServerResponse) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': String(page.length) });
        r.write(page.slice(0, 10), () => r.socket!.resetAndDestroy());
      },
      'connection',
    ],
    [
      'an end in a chunked body',
      SourceUnavailable,
      (r: ServerResponse) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        r.write(page, () => r.socket!.destroy());
      },
      'connection broken (UND_ERR_SOCKET)',
    ],
    ['an empty body', InvalidPage, (r: ServerResponse) => json(r, ''), 'the answer is empty'],
    ['no content', InvalidPage, status(204, { 'content-type': 'application/json' }), 'the answer is empty'],
    [
      'HTML',
      InvalidPage,
      status(200, { 'content-type': 'text/html' }, page),
      "the answer's type is text/html, not JSON",
    ],
    [
      'another encoding',
      InvalidPage,
      status(200, { 'content-type': 'application/json; charset=ISO-8859-1' }, page),
      'the answer is encoded as ISO-8859-1, not as UTF-8',
    ],
    ['no type', InvalidPage, status(200, {}, page), "the answer's type is not given, not JSON"],
    [
      'an error object',
      InvalidPage,
      (r: ServerResponse) => json(r, '{"error":"x"}'),
      `no list of records at '/data'; it has "error"`,
    ],
    [
      'a broken envelope',
      InvalidPage,
      (r: ServerResponse) => json(r, '{"data":[{"id":1}],"n":NaN}'),
      'not JSON around its records',
    ],
    [
      'bad UTF-8 in the envelope',
      InvalidPage,
      (r: ServerResponse) => json(r, Buffer.from('{"data":[],"n":"\xff"}', 'latin1')),
      'not JSON around its records',
    ],
    [
      'an unknown encoding',
      InvalidPage,
      (r: ServerResponse) => json(r, page, { 'content-encoding': 'br' }),
      'encoded as br, gzip was offered',
    ],
    [
      'a cut gzip text',
      InvalidPage,
      (r: ServerResponse) => json(r, gzipSync(page).subarray(0, -4), { 'content-encoding': 'gzip' }),
      'no whole gzip text',
    ],
  ] as const;

  test.each(passing)('%s, then a page: the page is read', async (_, __, answer) => {
    answerOnce(answer);
    const { records } = await readAll(await openTable());
    expect(records).toEqual([{ id: 1 }, { id: 2 }]);
    expect(place.clock.waits).toEqual([2_000]);
    expect(place.calls).toEqual({ api_calls: 2, api_errors: 1 });
  });

  test.each(passing)('%s all the time: an error that says where and what', async (_, type, answer, message) => {
    answerAlways(answer);
    const failure = await failureOf(readAll(await openTable()));
    expect(failure).toBeInstanceOf(type);
    expect(failure.message).toContain(`acme/api: GET ${server.url}/api/rows: `);
    expect(failure.message).toContain(message);
    expect(server.requests).toHaveLength(4);
    expect(place.clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect(place.calls).toEqual({ api_calls: 4, api_errors: 4 });
  });

  test('each wait is at least half a second, however the dice fall', async () => {
    answerAlways(status(500));
    const sources = place.another({ random: () => 0 });
    const rows = await sources.open(tenantWith(service(server.url)), 'api/rows', place.calls);
    await failureOf(readAll(rows));
    expect(place.clock.waits).toEqual([500, 500, 500]);
  });

  test('no wait goes beyond the time that is left', async () => {
    answerAlways(status(500));
    const failure = await failureOf(readAll(await openTable(), { remaining: () => 6_999 }));
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect(server.requests).toHaveLength(1);
  });

  test('a source that is not there is unavailable', async () => {
    const gone = await listen(createServer());
    await gone.close();
    const failure = await failureOf(readAll(await openTable({}, gone.url)));
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect(failure.message).toContain('connection refused (ECONNREFUSED)');
  });

  test('a body that stalls is given up after the time-out', async () => {
    answerAlways((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(page.length) });
      response.write(page.slice(0, 5));
    });
    const failure = await failureOf(readAll(await openTable({ timeout: 0.05 })));
    expect(failure).toBeInstanceOf(SourceUnavailable);
    expect(failure.message).toContain('no whole answer within 0.05 s');
    expect(server.requests).toHaveLength(4);
  });
});

describe('a page cut by the server, at every byte', () => {
  const lengths = Array.from(page, (_, length) => length);
  test.each([
    { what: 'with the length of the whole', headers: { 'content-length': String(page.length) }, end: 'close' },
    { what: 'with its own length', headers: {}, end: 'length' },
    { what: 'in chunks', headers: { 'transfer-encoding': 'chunked' }, end: 'close' },
    { what: 'in chunks, ended in order', headers: { 'transfer-encoding': 'chunked' }, end: 'end' },
    { what: 'delimited by the end of the connection', headers: { connection: 'close' }, end: 'close' },
  ])('$what, is never a shorter page', async ({ headers, end }) => {
    const raw = await rawServer((socket, request) => {
      const whole = request > lengths.length;
      const body = whole ? page : page.slice(0, request - 1);
      const sent = whole || end === 'length' ? { 'content-length': String(body.length) } : headers;
      const chunked = 'transfer-encoding' in sent;
      const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${lines.join('')}\r\n`);
      if (!chunked) socket.write(body);
      else if (body !== '') socket.write(`${body.length.toString(16)}\r\n${body}\r\n`);
      if (chunked && end === 'end') socket.write('0\r\n\r\n');
      socket.end();
    });
    try {
      // Each call tries four times, so that several are needed to get through all cuts.
      const rows = await openTable({ limits: { per_second: 1_000, burst: 1_000 } }, raw.url);
      const results: unknown[] = [];
      while (raw.requests() <= lengths.length) {
        const read = readAll(rows).catch((error: unknown) => error as ActivityError);
        const result = await read;
        if (result instanceof CircuitOpen) place.clock.advance(300_000);
        else results.push(result);
      }
      const [whole, ...failures] = results.reverse();
      expect(failures.every((each) => each instanceof InvalidPage || each instanceof SourceUnavailable)).toBe(true);
      if (!(whole instanceof Error)) expect(whole).toMatchObject({ records: [{ id: 1 }, { id: 2 }] });
      expect(raw.requests()).toBeGreaterThan(lengths.length);
    } finally {
      await raw.close();
    }
  });

  test('a whole page that only the end of the connection delimits is read', async () => {
    const raw = await rawServer((socket) => {
      socket.end(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${page}`);
    });
    try {
      expect((await readAll(await openTable({}, raw.url))).records).toHaveLength(2);
    } finally {
      await raw.close();
    }
  });
});

/** A server that writes its answers byte by byte itself; requests are numbered from 1. */
async function rawServer(answer: (socket: Socket, request: number) => void) {
  let requests = 0;
  const tcp = createServer((socket) => {
    socket.on('data', () => {
      requests += 1;
      answer(socket, requests);
    });
  });
  return { ...(await listen(tcp)), requests: () => requests };
}

describe('what does not pass is tried once', () => {
  test.each([401, 403])('%i: the credentials are refused', async (code) => {
    answerAlways(status(code, {}, `"${secret}" is wrong`));
    const failure = await failureOf(readAll(await openTable()));
    expect(failure).toBeInstanceOf(Unauthorized);
    expect(failure.message).toBe(
      `acme/api: GET ${server.url}/api/rows: the source refused the credentials of env:TOKEN (${code}); check them and what they may read`,
    );
    expect(server.requests).toHaveLength(1);
    expect(place.calls).toEqual({ api_calls: 1, api_errors: 1 });
  });

  test.each([400, 404, 410, 422])('%i: the request is refused, with what the source says about it', async (code) => {
    answerAlways(status(code, {}, '{"message":\n"no such   field"}'));
    const failure = await failureOf(readAll(await openTable()));
    expect(failure).toBeInstanceOf(RequestRefused);
    expect(failure.message).toBe(
      `acme/api: GET ${server.url}/api/rows: the source refused the request (${code}): {"message": "no such field"}`,
    );
    expect(server.requests).toHaveLength(1);
  });

  test('none of the refusals opens the breaker', async () => {
    for (const code of [401, 403, 404, 400, 401, 429]) {
      answerAlways(status(code));
      await failureOf(readAll(await openTable(), { remaining: () => 5_000 }));
    }
    expect((await place.state.breakers.list()).filter(({ state }) => state !== 'CLOSED')).toEqual([]);
  });

  test('an answer that is too long is a matter of the configuration', async () => {
    answerAlways((response) => json(response, `{"data":["${'x'.repeat(1024)}"]}`));
    const failure = await failureOf(readAll(await openTable()));
    expect(failure).toBeInstanceOf(InvalidConfiguration);
    expect(failure.message).toContain('write a smaller page size');
    expect(server.requests).toHaveLength(1);
  });

  test('an answer that unpacks to too much is a matter of the configuration', async () => {
    const body = gzipSync(`{"data":["${'x'.repeat(1_000_000)}"]}`);
    answerAlways((response) => json(response, body.subarray(0), { 'content-encoding': 'gzip' }));
    const sources = place.another({ maxBytes: 100_000 });
    const rows = await sources.open(tenantWith(service(server.url)), 'api/rows', place.calls);
    expect(await failureOf(readAll(rows))).toBeInstanceOf(InvalidConfiguration);
  });
});

test.each(['application/json;charset=utf-8', 'application/vnd.api+json', 'Application/JSON; charset="UTF-8"; v=1'])(
  'a page of type %s is read',
  async (type) => {
    answerAlways(status(200, { 'content-type': type }, page));
    expect((await readAll(await openTable())).records).toHaveLength(2);
  },
);

test('a byte order mark before a page is left out', async () => {
  answerAlways((response) => json(response, `\u{feff}${page}`));
  expect((await readAll(await openTable())).records).toHaveLength(2);
});

test('a page that is packed with gzip is read', async () => {
  answerAlways((response) => json(response, gzipSync(page), { 'content-encoding': 'gzip' }));
  expect((await readAll(await openTable())).records).toEqual([{ id: 1 }, { id: 2 }]);
  expect(server.requests[0]!.headers['accept-encoding']).toBe('gzip');
});

describe('redirects', () => {
  test('to the same origin are followed', async () => {
    answerOnce(status(307, { location: '/elsewhere' }));
    expect((await readAll(await openTable())).records).toHaveLength(2);
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/api/rows', '/elsewhere']);
  });

  test('to another origin are refused: nothing is sent there', async () => {
    const other = await openSourceServer((_, response) => json(response, page));
    try {
      answerAlways(status(302, { location: `${other.url}/api/rows` }));
      const failure = await failureOf(readAll(await openTable()));
      expect(failure).toBeInstanceOf(RequestRefused);
      expect(failure.message).toContain(`redirected to ${other.url}, where the credentials are not sent`);
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('without end are refused', async () => {
    answerAlways(status(301, { location: '/api/rows' }));
    expect(await failureOf(readAll(await openTable()))).toBeInstanceOf(RequestRefused);
    expect(server.requests).toHaveLength(6);
  });

  test('to no address are refused', async () => {
    answerAlways(status(302, { location: 'http://[' }));
    expect((await failureOf(readAll(await openTable()))).message).toContain('redirected to no address');
  });
});

describe('a source that asks for a pause', () => {
  const date = 'Sun, 23 Nov 2025 12:00:00 GMT';
  test.each([
    ['429 with seconds', status(429, { 'retry-after': '30' })],
    ['503 with seconds', status(503, { 'retry-after': '30' })],
    ['429 with a date, by its own clock', status(429, { date, 'retry-after': 'Sun, 23 Nov 2025 12:00:30 GMT' })],
  ])('%s: the next request goes out after it', async (_, answer) => {
    answerOnce(answer);
    const start = place.clock.now();
    expect((await readAll(await openTable())).records).toHaveLength(2);
    expect(place.clock.now() - start).toBe(30_000);
  });

  test('a pause longer than the time left is kept for all workers, and the attempt ends', async () => {
    answerAlways(status(429, { 'retry-after': '3600' }));
    const failure = await failureOf(readAll(await openTable()));
    expect(failure).toBeInstanceOf(SourcePaused);
    expect(failure.message).toMatch(/^acme\/api: nothing may be sent before 2025-11-23T01:00:0\d.\d{3}Z/);
    const tenant = tenantWith(service(server.url));
    expect(await place.another().pausedUntil(tenant, 'api/rows')).toBe(Date.parse('2025-11-23T01:00:00Z'));
    const another = await place.another().open(tenant, 'api/rows', place.calls);
    expect(await failureOf(readAll(another))).toBeInstanceOf(SourcePaused);
    expect(server.requests).toHaveLength(1);
  });

  test.each(['-1', '1.5', 'soon', ''])('%j says nothing: the usual waits', async (text) => {
    answerOnce(status(429, { 'retry-after': text }));
    await readAll(await openTable());
    expect(place.clock.waits).toEqual([2_000]);
  });

  test('a date in the past is now', async () => {
    answerOnce(status(429, { 'retry-after': 'Sun, 23 Nov 2014 12:00:30 GMT' }));
    await readAll(await openTable());
    expect(place.clock.waits).toEqual([2_000]);
  });

  test('an absurd pause is a day', async () => {
    answerAlways(status(429, { 'retry-after': '99999999999' }));
    await failureOf(readAll(await openTable()));
    expect(await place.sources.pausedUntil(tenantWith(service(server.url)), 'api/rows')).toBe(
      Date.parse('2025-11-24T00:00:00Z'),
    );
  });
});

describe('the limiter', () => {
  const slow = { limits: { per_second: 1, burst: 2 } };

  test('is shared by two workers of one credential', async () => {
    const tenant = tenantWith(service(server.url, slow));
    const tables = [await openTable(slow), await place.another().open(tenant, 'api/rows', place.calls)];
    for (let round = 0; round < 3; round += 1) for (const rows of tables) await readAll(rows);
    // Two at once, then one each second.
    expect(place.clock.waits).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  test('is not shared between credentials, nor between hosts', async () => {
    place.environment.OTHER = 'other';
    const other = { ...slow, auth: { type: 'bearer', secret_ref: 'env:OTHER' } };
    for (const rows of [await openTable(slow), await openTable(other)]) {
      await readAll(rows);
      await readAll(rows);
    }
    expect(place.clock.waits).toEqual([]);
  });

  test('is the host’s where there is no credential, whoever the tenant is', async () => {
    const open = { ...slow, auth: { type: 'none' } };
    const another = { ...tenantWith(service(server.url, open)), tenant_id: 'other' };
    for (const rows of [await openTable(open), await place.sources.open(another, 'api/rows', place.calls)]) {
      await readAll(rows);
      await readAll(rows);
    }
    expect(place.clock.waits).toEqual([1_000, 1_000]);
  });

  test('pauses the attempt when a turn comes later than the time left', async () => {
    const rows = await openTable({ limits: { per_second: 0.01, burst: 1 } });
    await readAll(rows);
    expect(await failureOf(readAll(rows, { remaining: () => 100_000 }))).toBeInstanceOf(SourcePaused);
  });
});

describe('the circuit breaker of a tenant’s service', () => {
  const stateOf = async () => (await place.state.breakers.list()).map(({ key, state }) => ({ key, state }));

  test('opens after five failures, sends nothing for 300 seconds, then one probe that closes it', async () => {
    answerAlways(status(500));
    const rows = await openTable();
    expect(await failureOf(readAll(rows))).toBeInstanceOf(SourceUnavailable);
    const opened = await failureOf(readAll(rows));
    expect(opened).toBeInstanceOf(CircuitOpen);
    expect(opened.message).toMatch(/^acme\/api: too many failures in a row; nothing is sent before 2025-11-23T00:05:/);
    expect(await stateOf()).toEqual([{ key: 'acme/api', state: 'OPEN' }]);
    expect(server.requests).toHaveLength(5);
    place.clock.advance(290_000);
    expect(await failureOf(readAll(rows))).toBeInstanceOf(CircuitOpen);
    expect(server.requests).toHaveLength(5);
    place.clock.advance(10_000);
    server.fault = undefined;
    expect((await readAll(rows)).records).toHaveLength(2);
    expect(await stateOf()).toEqual([{ key: 'acme/api', state: 'CLOSED' }]);
  });

  test('lets only one probe through at a time, and opens again when that fails', async () => {
    answerAlways(status(500));
    const rows = await openTable();
    await failureOf(readAll(rows));
    await failureOf(readAll(rows));
    place.clock.advance(300_000);
    const sent = server.requests.length;
    let second: ActivityError | undefined;
    server.fault = async (response) => {
      second ??= await failureOf(readAll(rows));
      response.writeHead(502).end();
      return true;
    };
    expect(await failureOf(readAll(rows))).toBeInstanceOf(CircuitOpen);
    expect(second).toBeInstanceOf(CircuitOpen);
    expect(server.requests).toHaveLength(sent + 1);
    expect(await stateOf()).toEqual([{ key: 'acme/api', state: 'OPEN' }]);
  });

  test('closes when the probe is answered, though with a refusal', async () => {
    answerAlways(status(500));
    const rows = await openTable();
    await failureOf(readAll(rows));
    await failureOf(readAll(rows));
    place.clock.advance(300_000);
    answerAlways(status(404));
    expect(await failureOf(readAll(rows))).toBeInstanceOf(RequestRefused);
    expect(await stateOf()).toEqual([{ key: 'acme/api', state: 'CLOSED' }]);
  });

  test('of one tenant leaves others alone', async () => {
    answerAlways(status(500));
    const rows = await openTable();
    await failureOf(readAll(rows));
    await failureOf(readAll(rows));
    server.fault = undefined;
    const other = { ...tenantWith(service(server.url)), tenant_id: 'other' };
    expect((await readAll(await place.sources.open(other, 'api/rows', place.calls))).records).toHaveLength(2);
  });
});

describe('a stop', () => {
  const reason = new Error('stopped');
  const read = async (signal: AbortSignal) => {
    const rows = await openTable();
    const request = { filter: allRows, range: wholeTable, cursor: null, remaining: () => 600_000 };
    for await (const each of rows.read(request, signal)) if (each.is_last) return;
  };

  test('before the request: nothing is sent', async () => {
    await expect(read(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each(['before the answer', 'in the body'])(
    '%s ends the read at once, and counts as no failure',
    async (when) => {
      const stop = new AbortController();
      server.fault = (response) => {
        if (when === 'in the body') response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[');
        stop.abort(reason);
        return true;
      };
      await expect(read(stop.signal)).rejects.toBe(reason);
      expect(place.calls).toEqual({ api_calls: 1, api_errors: 0 });
      expect(await place.state.breakers.list()).toEqual([]);
    },
  );

  test('in a wait ends the read at once', async () => {
    const stop = new AbortController();
    server.fault = (response) => {
      setImmediate(() => {
        stop.abort(reason);
      });
      response.writeHead(500).end();
      return true;
    };
    place.clock.sleep = (_, signal) =>
      new Promise((_, reject) => {
        const end = () => {
          reject(signal.reason as Error);
        };
        if (signal.aborted) end();
        else signal.addEventListener('abort', end);
      });
    await expect(read(stop.signal)).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe('credentials', () => {
  const shapes = [secret, encodeURIComponent(secret), Buffer.from(`user:${secret}`).toString('base64'), 'geheim'];
  const kinds = [
    { auth: { type: 'bearer', secret_ref: 'env:TOKEN' }, sent: { authorization: `Bearer ${secret}` } },
    {
      auth: { type: 'header', name: 'X-Token', prefix: 'T ', secret_ref: 'env:TOKEN' },
      sent: { 'x-token': `T ${secret}` },
    },
    { auth: { type: 'basic', secret_ref: 'env:LOGIN' }, sent: { authorization: `Basic ${shapes[2]!}` } },
    { auth: { type: 'basic', secret_ref: 'env:PARTS' }, sent: { authorization: `Basic ${shapes[2]!}` } },
    { auth: { type: 'query', param: 'key', secret_ref: 'env:TOKEN' }, sent: {} },
    { auth: { type: 'none' }, sent: {} },
  ];
  beforeEach(() => {
    place.environment.LOGIN = `user:${secret}`;
    place.environment.PARTS = JSON.stringify({ username: 'user', password: secret });
  });

  test.each(kinds)('of $auth are sent', async ({ auth, sent }) => {
    await readAll(await openTable({ auth }));
    const [request] = server.requests;
    expect(request!.headers).toMatchObject(sent);
    expect(request!.headers.authorization).toBe(sent.authorization);
    expect(request!.url.searchParams.get('key')).toBe(auth.type === 'query' ? secret : null);
  });

  test.each(kinds)('of $auth are in no message and no log, even when the source shows them', async ({ auth }) => {
    const shown = [...shapes, JSON.stringify(secret)].join(' ');
    for (const answer of [
      status(400, {}, shown),
      status(500, {}, shown),
      status(401, {}, shown),
      (response: ServerResponse) => json(response, JSON.stringify({ data: 1, shown })),
    ]) {
      answerAlways(answer);
      const failure = await failureOf(readAll(await openTable({ auth, time_endpoint: { path: '/time' } })));
      if (auth.type === 'none') continue;
      const told = [failure.message, String(failure.stack), String(failure.cause), JSON.stringify(place.lines)].join(
        '\n',
      );
      expect(told).not.toContain(secret);
      expect(told).not.toContain(encodeURIComponent(secret));
      if (auth.type === 'basic') expect(told).not.toContain(shapes[2]);
    }
  });

  test.each([
    {
      auth: { type: 'bearer', secret_ref: 'env:PARTS' },
      message: 'the secret env:PARTS has to be a text, not an object',
    },
    { auth: { type: 'basic', secret_ref: 'env:TOKEN' }, message: 'the secret env:TOKEN has to be USER:PASSWORD' },
    {
      auth: { type: 'basic', secret_ref: 'env:HALF' },
      message: 'the secret env:HALF has to be an object of texts: {"username":"…","password":"…"}',
    },
    {
      auth: { type: 'bearer', secret_ref: 'env:LINES' },
      message: 'the secret env:LINES is empty or holds characters that cannot be sent',
    },
    {
      auth: { type: 'bearer', secret_ref: 'env:UNICODE' },
      message: 'the secret env:UNICODE holds characters that a header cannot carry',
    },
    { auth: { type: 'bearer', secret_ref: 'env:NONE' }, message: "there is no environment variable 'NONE'" },
  ])('that cannot be used: $message', async ({ auth, message }) => {
    Object.assign(place.environment, { HALF: '{"username":"user"}', LINES: 'geheim\ngeheim', UNICODE: 'gehëim' });
    const failure = await failureOf(openTable({ auth }));
    expect(failure).toBeInstanceOf(InvalidConfiguration);
    expect(failure.message).toContain(message);
    expect(failure.message).not.toMatch(/geh.im/);
    expect(server.requests).toEqual([]);
  });
});

test('nothing is sent after close, and what is under way ends', async () => {
  const sources = place.another();
  const rows = await sources.open(tenantWith(service(server.url)), 'api/rows', place.calls);
  server.fault = async () => {
    await sources.close();
    return true;
  };
  await failureOf(readAll(rows));
  await failureOf(rows.now(never));
  expect(server.requests).toHaveLength(1);
});
