import { z } from 'zod';
import { serviceDefinition, tableDefinition } from '../tenants.ts';
import { looksLikeCredential, nameInstead } from './explain.ts';

/** Parts of connectors' configurations. */

/** Where something is in an answer; `''`: the answer itself. */
export const pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, 'write a JSON pointer, as in /data/items, or an empty text for the whole answer');
/** Where something is in a record. */
export const fieldPointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])+)+$/, 'write a JSON pointer to a field of a record, as in /id');

/** Below `base_url`. */
export const path = z
  .string()
  .regex(
    /^(?!\/\/)(?!.*\/\.{1,2}(\/|$))\/[^?#\s\\]*$/,
    "write a path below base_url that starts with '/', without '..', '?' and '#': parameters belong into 'query'",
  );

/** What says how an answer is carried is not for a configuration to say. */
const headersOfOurs =
  /^(host|connection|keep-alive|upgrade|expect|te|trailer|transfer-encoding|content-length|accept-encoding)$/i;
const nameOfHeader = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'write the name of an HTTP header')
  .refine((name) => !headersOfOurs.test(name), 'this header is not for a configuration to set: leave it out');
const publicName = <T extends z.ZodString>(name: T) =>
  name.refine((text) => !looksLikeCredential.test(text), nameInstead);
const oneLine = z.string().regex(/^[\x20-\x7e]*$/, 'write printable ASCII characters only');

export const headerName = nameOfHeader;
export const parameterName = z.string().min(1).max(200);
/** Sent with every request. Not for credentials. */
export const headers = z
  .record(publicName(nameOfHeader), oneLine)
  .default({})
  .describe('Headers of every request; none that hold a credential');
export const query = z
  .record(
    publicName(parameterName),
    z.union([z.string(), z.number(), z.boolean()], { error: 'write a text, a number, true or false' }),
  )
  .default({});

/** All connectors' services have these. */
export const serviceFields = {
  ...serviceDefinition.shape,
  base_url: serviceDefinition.shape.base_url.refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password, search, hash } = new URL(text);
    return [username, password, search, hash].every((part) => part === '');
  }, "write an address without credentials, '?' and '#'"),
  max_clock_skew: z
    .number()
    .min(0)
    .max(86_400)
    .default(300)
    .describe("Seconds by which this host's clock may be off, where the source does not tell its own time"),
  timeout: z.number().positive().max(600).default(60).describe('Seconds that one request may take'),
};
/** All connectors' tables have these. */
export const tableFields = tableDefinition.shape;
