import type { IncomingHttpHeaders } from 'node:http';
import type { Dataset, TenantData } from './dataset.ts';
import type { Version } from './table.ts';

/** One of the HTTP APIs by which a tenant's tables are read. */
export interface Api {
  /** The table that a path below the API's base means; null: none, as the time endpoint's. */
  tableOf(tenant: TenantData, path: string): string | null;
  /** @throws Refusal */
  answer(request: ApiRequest): Answer;
  /** A refusal in the API's own words. */
  refuse(refusal: Refusal): Answer;
}

export interface ApiRequest {
  dataset: Dataset;
  tenant: TenantData;
  /** Below the API's base: `/service/tickets`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The whole URL without its query. */
  url: string;
}

/** What an API answers, before any fault. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The versions that the body shows as they are. */
  shown: readonly Version[];
}

/** Refused by the API's own rules. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 400 | 401 | 404;
  constructor(status: 400 | 401 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

const json = { 'content-type': 'application/json; charset=utf-8' };

export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...json, ...headers },
  body: Buffer.from(JSON.stringify(value)),
  shown: [],
});

export const pageAnswer = (body: Buffer, shown: readonly Version[], headers: Record<string, string> = {}): Answer => ({
  status: 200,
  headers: { ...json, ...headers },
  body,
  shown,
});

/** @throws Refusal for a parameter that the API does not know, or that is there twice */
export function checkParameters(query: URLSearchParams, known: readonly string[]): void {
  const names = [...query.keys()];
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Refusal(400, `there is no parameter ${stranger}`);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Refusal(400, `the parameter ${twice} is there twice`);
}

/** A whole number from the query. @throws Refusal */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  { otherwise, least, most = Number.MAX_SAFE_INTEGER }: { otherwise: number; least: number; most?: number },
): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(400, `${name} must be a whole number from ${least} to ${most}, not '${text}'`);
}
