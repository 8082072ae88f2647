import { InvalidConfiguration } from '../errors.ts';
import type { Secrets } from '../ports.ts';

/** What a request carries to be let in. */
export interface Credentials {
  headers: Record<string, string>;
  query: Record<string, string>;
  /** Every text that must not be shown. */
  secrets: string[];
}

export const noCredentials: Credentials = { headers: {}, query: {}, secrets: [] };

/** A secret that is one text. @throws InvalidConfiguration, which names the reference only */
export async function secretText(secrets: Secrets, secretRef: string): Promise<string> {
  const secret = await secrets.resolve(secretRef);
  if (typeof secret !== 'string')
    throw new InvalidConfiguration(`the secret ${secretRef} has to be a text, not an object`);
  return sendable(secretRef, secret);
}

/** A secret of several parts. @throws InvalidConfiguration, which names the reference only */
export async function secretParts<N extends string>(
  secrets: Secrets,
  secretRef: string,
  names: readonly N[],
): Promise<Record<N, string>> {
  const secret = await secrets.resolve(secretRef);
  const parts = typeof secret === 'string' ? undefined : secret;
  const missing = names.filter((name) => parts?.[name] === undefined || parts[name] === '');
  if (parts === undefined || missing.length > 0) {
    const form = JSON.stringify(Object.fromEntries(names.map((name) => [name, '…'])));
    throw new InvalidConfiguration(`the secret ${secretRef} has to be an object of texts: ${form}`);
  }
  return Object.fromEntries(names.map((name) => [name, sendable(secretRef, parts[name]!)])) as Record<N, string>;
}

function sendable(secretRef: string, text: string): string {
  if (/^[^\p{Control}]+$/u.test(text)) return text;
  throw new InvalidConfiguration(`the secret ${secretRef} is empty or holds characters that cannot be sent`);
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function basic(user: string, password: string): Credentials {
  const token = Buffer.from(`${user}:${password}`).toString('base64');
  return { headers: { authorization: `Basic ${token}` }, query: {}, secrets: shapesOf([password, token]) };
}

/** A text in a header, which carries only ASCII. @throws InvalidConfiguration */
export function inHeader(name: string, prefix: string, secretRef: string, secret: string): Credentials {
  if (!/^[\x20-\x7e]+$/.test(secret)) {
    throw new InvalidConfiguration(`the secret ${secretRef} holds characters that a header cannot carry`);
  }
  return { headers: { [name.toLowerCase()]: `${prefix}${secret}` }, query: {}, secrets: shapesOf([secret]) };
}

export function inQuery(param: string, secret: string): Credentials {
  return { headers: {}, query: { [param]: secret }, secrets: shapesOf([secret]) };
}

/** As the texts may come back in an answer: plain, in an address, in JSON. */
function shapesOf(secrets: readonly string[]): string[] {
  const shapes = secrets.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  return [...new Set(shapes)].filter((text) => text !== '');
}
