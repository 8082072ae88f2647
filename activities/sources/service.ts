import type { Clock } from '../ports.ts';
import type { Credentials } from './credentials.ts';
import type { Answer } from './exchange.ts';
import type { Access, Http, Wait } from './http.ts';

export type Query = Readonly<Record<string, string>>;

/** One tenant's service: addresses below its base, requests with its credentials. */
export interface Service {
  clock: Clock;
  /** Of an address that the source gives, or of a path below the base with its parameters. */
  url(path: string, query: Query): URL;
  /** Another address of the same origin, without credentials; undefined where it is of another. */
  linked(address: string, from: URL): URL | undefined;
  /** Like `Http.get`, for this service. */
  get<T>(url: URL, read: (answer: Answer) => T, wait: Wait): Promise<T>;
}

export function serviceOf(
  baseUrl: string,
  { http, clock, access, credentials }: { http: Http; clock: Clock; access: Access; credentials: Credentials },
): Service {
  const base = baseUrl.replace(/\/+$/, '');
  const { origin } = new URL(base);
  return {
    clock,
    url: (path, query) => withQuery(new URL(base + path), query),
    linked(address, from) {
      if (!URL.canParse(address, from.href)) return undefined;
      const url = new URL(address, from);
      // A source may repeat what it was asked with; what is kept as a cursor must not hold it.
      for (const name of Object.keys(credentials.query)) url.searchParams.delete(name);
      url.hash = '';
      return url.origin === origin && url.username === '' && url.password === '' ? url : undefined;
    },
    get: (url, read, wait) => http.get(access, withQuery(new URL(url), credentials.query), read, wait),
  };
}

/** `%20` for a blank: not every server reads '+' as one. */
function withQuery(url: URL, query: Query): URL {
  const parameters = Object.entries(query);
  // An address that the source made stays as it is, to the letter.
  if (parameters.length === 0) return url;
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  url.search = url.searchParams.toString().replaceAll('+', '%20');
  return url;
}
