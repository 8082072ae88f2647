import type { ServerResponse } from 'node:http';
import { jsonAnswer, type Answer } from './answers.ts';
import type { FaultKind, FaultRule } from './faults.ts';

type Rule<K extends FaultKind> = Extract<FaultRule, { kind: K }>;
type Instead = 'too_many_requests' | 'server_error' | 'unauthorized' | 'html' | 'error_object' | 'empty';

const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Please sign in</h1></body></html>';
const htmlType = { 'content-type': 'text/html; charset=utf-8' };

/** Faults that come instead of the API's answer; the API is not even asked. `now` is the source's clock. */
const instead: { [K in Instead]: (rule: Rule<K>, now: number) => Answer } = {
  too_many_requests: ({ retry_after }, now) =>
    jsonAnswer(429, { code: 'TooManyRequests', message: 'too many requests' }, retryAfter(retry_after, now)),
  server_error: ({ status, retry_after }, now) =>
    jsonAnswer(status, { code: 'InternalError', message: 'an error has occurred' }, retryAfter(retry_after, now)),
  unauthorized: () => jsonAnswer(401, { code: 'Unauthorized', message: 'the credentials are not valid' }),
  html: () => ({ ...jsonAnswer(200, null), headers: htmlType, body: Buffer.from(html) }),
  error_object: () => jsonAnswer(200, { error: { code: 'InternalError', message: 'an error has occurred' } }),
  empty: () => ({ ...jsonAnswer(200, null), body: Buffer.alloc(0) }),
};

export function answerInstead(rule: FaultRule | undefined, now: number): Answer | undefined {
  if (!rule || !(rule.kind in instead)) return undefined;
  return (instead[rule.kind as Instead] as (rule: FaultRule, now: number) => Answer)(rule, now);
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds or an HTTP date. */
function retryAfter(wanted: Rule<'too_many_requests'>['retry_after'], now: number): Record<string, string> {
  if (!wanted) return {};
  const { seconds, as } = wanted;
  // A date has whole seconds: rounded up, so that it never asks for less.
  const date = new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();
  return { 'retry-after': as === 'date' ? date : String(seconds) };
}

/** Sends an answer, spoiled on its way when the rule says so. Tells whether all of it was handed over. */
export async function send(
  response: ServerResponse,
  answer: Answer,
  rule: FaultRule | undefined,
  now: number,
): Promise<boolean> {
  if (rule?.kind === 'slow') await delay(response, rule.delay_ms);
  if (response.destroyed) return false;
  const body = rule?.kind === 'cut' ? cut(answer.body, rule) : answer.body;
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    ...answer.headers,
    ...(rule?.kind === 'content_type' ? { 'content-type': 'text/plain; charset=utf-8' } : {}),
    'content-length': body.length,
  });
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  if (rule?.kind === 'reset') {
    response.write(body.subarray(0, keptBytes(body, rule)), () => response.socket?.resetAndDestroy());
  } else response.end(body);
  await closed;
  return response.writableFinished;
}

/** Until then, or until the client has gone. */
function delay(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function keptBytes(body: Buffer, { keep = { share: 0.5 } }: Rule<'cut' | 'reset'>): number {
  return 'bytes' in keep ? Math.min(keep.bytes, body.length) : Math.floor(body.length * keep.share);
}

function cut(body: Buffer, rule: Rule<'cut'>): Buffer {
  const kept = keptBytes(body, rule);
  const boundary = rule.after_record ? body.lastIndexOf('},{', kept) : -1;
  return body.subarray(0, boundary >= 0 ? boundary + 2 : kept);
}
