import { InvalidConfiguration, InvalidPage } from '../errors.ts';
import type { SourceTable } from '../ports.ts';
import type { Answer } from './exchange.ts';
import { checkPage, textInAnswer } from './page.ts';
import type { Service } from './service.ts';
import type { Wait } from './http.ts';

type SourceTime = Awaited<ReturnType<SourceTable['now']>>;

/** How long a question of the planning may take with its waits. */
const questionMs = 600_000;
/** No clock that works is so far from another. */
const farOffMs = 2 * 86_400_000;

/** For requests whose callers set no limit of their own. */
export function patience({ clock }: Pick<Service, 'clock'>, signal: AbortSignal): Wait {
  const until = clock.now() + questionMs;
  return { remaining: () => until - clock.now(), signal };
}

/** A count of records, as an answer gives it at a pointer. */
export function countOf(service: Service, url: URL, pointer: string, signal: AbortSignal): Promise<number> {
  return service.get(
    url,
    (answer) => {
      const text = textInAnswer(answer, pointer);
      if (!/^\d{1,15}$/.test(text)) throw new InvalidPage(`the answer has no count at '${pointer}'`);
      return Number(text);
    },
    patience(service, signal),
  );
}

export const timeFormats = ['iso', 'epoch_s', 'epoch_ms'] as const;
export interface TimeEndpoint {
  url: URL;
  pointer: string;
  format: (typeof timeFormats)[number];
}

/** The source's clock by its own endpoint. @throws InvalidConfiguration where the answer is read in the wrong form */
export async function timeByEndpoint(
  service: Service,
  { url, pointer, format }: TimeEndpoint,
  signal: AbortSignal,
): Promise<SourceTime> {
  const read = (answer: Answer) => {
    const ms = instant(textInAnswer(answer, pointer), format);
    if (ms === undefined) throw new InvalidPage(`the answer has no time of the form ${format} at '${pointer}'`);
    // Seconds taken for milliseconds would set the next watermark where no update ever comes.
    if (Math.abs(ms - service.clock.now()) > farOffMs) {
      const text = new Date(ms).toISOString();
      throw new InvalidConfiguration(
        `the source says that it is ${text}, days from this host's time: check time_endpoint and this host's clock`,
      );
    }
    return ms;
  };
  return { now: await service.get(url, read, patience(service, signal)), skew_ms: 0, from: 'endpoint' };
}

/** Epoch ms; undefined where the text is no time, or leaves its zone open. */
function instant(text: string, format: TimeEndpoint['format']): number | undefined {
  const isTime = format === 'iso' ? /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i : /^\d+(\.\d+)?$/;
  if (!isTime.test(text)) return undefined;
  const ms = format === 'iso' ? Date.parse(text) : Number(text) * (format === 'epoch_s' ? 1000 : 1);
  const time = new Date(Math.floor(ms)).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** The source's clock by the `Date` of a page, which is cut to the second and so never ahead; else this host's. */
export async function timeByPage(
  service: Service,
  page: { url: URL; records: string; maxSkewMs: number },
  signal: AbortSignal,
): Promise<SourceTime> {
  const before = service.clock.now();
  const date = await service.get(
    page.url,
    (answer) => {
      checkPage(answer, page.records);
      return Date.parse(answer.headers['date'] ?? '');
    },
    patience(service, signal),
  );
  return Number.isNaN(date)
    ? { now: before, skew_ms: page.maxSkewMs, from: 'host' }
    : { now: date, skew_ms: 0, from: 'date header' };
}
