import { Agent } from 'undici';
import {
  ActivityError,
  CircuitOpen,
  InvalidPage,
  RequestRefused,
  SourcePaused,
  SourceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../errors.ts';
import type { CallCounter, Clock, Log, StateStore } from '../ports.ts';
import { type Answer, exchange } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';

/** How one tenant's service is asked. */
export interface Access {
  /** Tenant and service: the breaker's key, and what messages call it. */
  name: string;
  /** The credential's, or the host's where there is none. */
  limitKey: string;
  bucket: { per_second: number; burst: number };
  headers: Record<string, string>;
  /** What no message may show, whatever the source answers. */
  secrets: readonly string[];
  secretRef: string | null;
  timeoutMs: number;
  calls: CallCounter;
}
/** How long a request may take with all its waits, in milliseconds, and what stops it at once. */
export interface Wait {
  remaining: () => number;
  signal: AbortSignal;
}
export interface Http {
  /**
   * GETs until `read` accepts an answer: 4 tries, each through the limiter and the breaker. An InvalidPage that `read` throws
   * is tried again like a failed request.
   * @throws SourceUnavailable, TooManyRequests, SourcePaused, CircuitOpen, Unauthorized, RequestRefused, InvalidPage,
   * InvalidConfiguration
   */
  get<T>(access: Access, url: URL, read: (answer: Answer) => T, wait: Wait): Promise<T>;
  close(): Promise<void>;
}

/** Of one request, the first included. */
export const tries = 4;
/** The longest answer, in bytes. */
export const largestAnswer = 64 * 1024 * 1024;
const backoff = { leastMs: 500, firstMs: 2_000, mostMs: 8_000 } as const;
/** A wait ends this long before the attempt's time does. */
const marginMs = 5_000;

export interface HttpOptions {
  state: Pick<StateStore, 'limits' | 'breakers'>;
  clock: Clock;
  log: Log;
  /** From 0 to 1. */
  random?: () => number;
  maxBytes?: number;
}

export function openHttp(options: HttpOptions): Http {
  const { state, clock, log, random = Math.random, maxBytes = largestAnswer } = options;
  const dispatcher = new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 10_000 });

  async function attempt(access: Access, url: URL, signal: AbortSignal): Promise<Answer> {
    access.calls.api_calls += 1;
    const { headers, timeoutMs, limitKey, secrets } = access;
    const answer = await exchange(url, { dispatcher, headers, timeoutMs, maxBytes, signal });
    if (answer.status === 429 || answer.status >= 500) {
      const pause = retryAfterMs(answer.headers, clock.now());
      if (pause !== undefined) await state.limits.hold(limitKey, clock.now() + pause);
    }
    refuse(answer, access.secretRef, secrets);
    return answer;
  }

  return {
    async get(access, url, read, wait) {
      for (let number = 1; ; number += 1) {
        await takeTurn(state, clock, access, wait);
        try {
          const result = read(await attempt(access, url, wait.signal));
          await state.breakers.success(access.name);
          return result;
        } catch (error) {
          // A stop says nothing about the source.
          wait.signal.throwIfAborted();
          access.calls.api_errors += 1;
          if (error instanceof SourceUnavailable) await state.breakers.failure(access.name, clock.now());
          else if (error instanceof ActivityError) await state.breakers.success(access.name);
          const failure = located(error, access, url);
          const pause = pauseMs(number, random());
          if (!isPassing(error) || number === tries || pause > wait.remaining() - marginMs) throw failure;
          log.debug(
            { service: access.name, attempt: number, pause_ms: pause, reason: error.message },
            'request repeated',
          );
          await clock.sleep(pause, wait.signal);
        }
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Waits for the limiter, then asks the breaker, so that a probe is never admitted and then not sent. */
async function takeTurn(
  { limits, breakers }: HttpOptions['state'],
  clock: Clock,
  { name, limitKey, bucket }: Access,
  { remaining, signal }: Wait,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const pause = await limits.take(limitKey, bucket, clock.now());
    if (pause <= 0) break;
    if (pause > remaining() - marginMs) {
      const until = new Date(clock.now() + pause).toISOString();
      throw new SourcePaused(`${name}: nothing may be sent before ${until}, which is longer than this attempt has`);
    }
    await clock.sleep(pause, signal);
  }
  const { allowed, retry_ms } = await breakers.admit(name, clock.now());
  if (!allowed) {
    const until = new Date(retry_ms).toISOString();
    throw new CircuitOpen(`${name}: too many failures in a row; nothing is sent before ${until}`);
  }
}

/** @throws what a status other than 2xx means */
function refuse({ status, body }: Answer, secretRef: string | null, secrets: readonly string[]): void {
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403) {
    const which = secretRef === null ? 'a request without credentials' : `the credentials of ${secretRef}`;
    throw new Unauthorized(`the source refused ${which} (${status}); check them and what they may read`);
  }
  if (status === 429) throw new TooManyRequests('the source asks for fewer requests (429)');
  // 408: the server's own time-out.
  if (status >= 500 || status === 408) throw new SourceUnavailable(`the source failed (${status})`);
  const said = excerpt(body, secrets);
  throw new RequestRefused(`the source refused the request (${status})${said === '' ? '' : `: ${said}`}`);
}

/** The beginning of what a source says about a refused request, in one line and without credentials. */
function excerpt(body: Buffer, secrets: readonly string[]): string {
  let text = body.subarray(0, 4_096).toString();
  for (const secret of secrets) text = text.replaceAll(secret, '[redacted]');
  return text
    .replace(/[\p{Control}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function isPassing(error: unknown): error is ActivityError {
  return error instanceof SourceUnavailable || error instanceof TooManyRequests || error instanceof InvalidPage;
}

/** Names the service and the address, without its query: cursors and keys of others may be in there. */
function located(error: unknown, { name }: Access, url: URL): unknown {
  if (!(error instanceof ActivityError)) return error;
  const type = error.constructor as new (message: string, options: ErrorOptions) => ActivityError;
  return new type(`${name}: GET ${url.origin}${url.pathname}: ${error.message}`, { cause: error.cause });
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function pauseMs(attempt: number, random: number): number {
  const most = Math.min(backoff.mostMs, backoff.firstMs * 2 ** (attempt - 1));
  return Math.round(backoff.leastMs + random * (most - backoff.leastMs));
}
