import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { InvalidConfiguration, InvalidPage, RequestRefused, SourceUnavailable } from '../errors.ts';

export interface Answer {
  status: number;
  /** Names in lower case; several of one name joined by a comma. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  headers: Record<string, string>;
  /** For the whole exchange, the body included. */
  timeoutMs: number;
  maxBytes: number;
  signal: AbortSignal;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const redirectsFollowed = 5;

/**
 * One GET, whatever its status. A body that ends before its `Content-Length` or its last chunk is a broken connection; one
 * that only the connection's end delimits is given as it came (RFC 9112, 8: whether it is whole, its brackets tell).
 *
 * @throws SourceUnavailable, RequestRefused (a redirect elsewhere), InvalidConfiguration (too long), the signal's reason
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Answer> {
  const { signal, timeoutMs } = options;
  signal.throwIfAborted();
  const ending = new AbortController();
  const timedOut = new SourceUnavailable(`no whole answer within ${timeoutMs / 1000} s`);
  const stop = () => {
    ending.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  // The wire's own time: it passes whatever clock the caller waits by.
  const timer = setTimeout(() => {
    ending.abort(timedOut);
  }, timeoutMs);
  try {
    return await follow(url, { ...options, signal: ending.signal });
  } catch (error) {
    signal.throwIfAborted();
    throw ending.signal.aborted ? timedOut : asBroken(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function follow(first: URL, options: ExchangeOptions): Promise<Answer> {
  let url = first;
  for (let redirected = 0; ; redirected += 1) {
    const answer = await get(url, options);
    const { location } = answer.headers;
    if (!redirects.has(answer.status) || location === undefined) return answer;
    const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    // What is sent along, the credentials too, is meant for this origin only.
    if (target?.origin !== first.origin) {
      throw new RequestRefused(
        `redirected to ${target?.origin ?? 'no address'}, where the credentials are not sent; write the right base_url`,
      );
    }
    if (redirected === redirectsFollowed) throw new RequestRefused('redirected again and again');
    url = target;
  }
}

async function get(url: URL, { dispatcher, headers, maxBytes, signal }: ExchangeOptions): Promise<Answer> {
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  const response = await request(url, { dispatcher, headers, signal, ...limits });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLong(maxBytes);
    chunks.push(chunk);
  }
  const flat = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const body = await decoded(Buffer.concat(chunks, size), flat['content-encoding'], maxBytes);
  return { status: response.statusCode, headers: flat, body };
}

async function decoded(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body;
  if (encoding !== 'gzip') throw new InvalidPage(`the answer is encoded as ${encoding.slice(0, 40)}, gzip was offered`);
  try {
    return await promisify(gunzip)(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong(maxBytes);
    throw new InvalidPage('the answer is no whole gzip text');
  }
}

function tooLong(maxBytes: number): InvalidConfiguration {
  return new InvalidConfiguration(
    `the answer is longer than ${Math.floor(maxBytes / 1024 / 1024)} MiB; write a smaller page size`,
  );
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection broken',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host name could not be looked up',
  ETIMEDOUT: 'connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_SOCKET: 'connection broken',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer shorter or longer than it says',
  UND_ERR_HEADERS_OVERFLOW: 'headers too long',
};
const ours = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);

/** What the network did is the source's failure; a wrong call is our own. */
function asBroken(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || ours.has(code)) return error;
  return new SourceUnavailable(`${reasons[code] ?? 'no connection'} (${code})`, { cause: error });
}
