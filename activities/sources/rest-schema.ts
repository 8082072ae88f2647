import { z } from 'zod';
import { localTableName } from '../../workflows/shapes.ts';
import { secretRef } from '../tenants.ts';
import {
  fieldPointer,
  headerName,
  headers,
  parameterName,
  path,
  pointer,
  query,
  serviceFields,
  tableFields,
} from './fields.ts';
import { timeFormats } from './questions.ts';

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }).describe('No credentials'),
  z
    .strictObject({ type: z.literal('basic'), secret_ref: secretRef })
    .describe('Basic authentication; the secret is `USER:PASSWORD`, or a JSON object with `username` and `password`'),
  z
    .strictObject({ type: z.literal('bearer'), secret_ref: secretRef })
    .describe('The header `Authorization: Bearer SECRET`'),
  z
    .strictObject({
      type: z.literal('header'),
      name: headerName,
      prefix: z.string().max(40).default(''),
      secret_ref: secretRef,
    })
    .describe('The header `name` with the secret; `prefix` stands before it, as in `Token `'),
  z
    .strictObject({ type: z.literal('query'), param: parameterName, secret_ref: secretRef })
    .describe('The query parameter `param` with the secret'),
]);

const size = z.int().min(1).max(100_000).describe('Records that are asked for at once');
const sizeParam = parameterName.describe("Parameter of the page's size");
const byPlace = {
  size,
  last: z
    .enum(['short_page', 'empty_page'])
    .default('empty_page')
    .describe('How the end shows: by a page with fewer records than asked for, or only by one without any'),
  overlap: z
    .boolean()
    .default(true)
    .describe("Each page is read with the end of the one before, so that shifts show; a page's size then varies"),
};
const paging = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('page'),
    param: parameterName.describe("Parameter of the page's number"),
    size_param: sizeParam,
    first: z.int().min(0).max(1).default(1).describe("The first page's number"),
    ...byPlace,
  }),
  z.strictObject({
    type: z.literal('offset'),
    param: parameterName.describe('Parameter of the place of the first record, from 0'),
    limit_param: sizeParam,
    ...byPlace,
  }),
  z.strictObject({
    type: z.literal('cursor'),
    param: parameterName.describe('Parameter of the cursor'),
    next: fieldPointer.describe(
      "JSON pointer to the next page's cursor in a page, beside its records: absent, null or empty on the last",
    ),
    size_param: sizeParam.optional(),
    size: size.optional(),
  }),
  z.strictObject({ type: z.literal('link'), size_param: sizeParam.optional(), size: size.optional() }),
]);

const capabilities = z.strictObject({
  filter_on_key: z
    .strictObject({
      after: parameterName.describe('Parameter: only keys behind this one, without it'),
      up_to: parameterName.describe('Parameter: only keys up to this one, with it'),
    })
    .optional()
    .describe('The source gives ranges of keys; needs `sort_on_key`, and paging by page or offset'),
  sort_on_key: z
    .strictObject({
      param: parameterName.describe('Parameter of the order'),
      value: z.string().describe('Its value for the order of keys'),
    })
    .optional()
    .describe('The source sorts by key'),
  count: z
    .strictObject({
      path: path.describe('Where it counts, below `base_url`; with the filters of a read'),
      pointer: pointer.describe('JSON pointer to the number in the answer; empty: the answer is the number'),
    })
    .optional()
    .describe('The source counts its records'),
  filter_on_update: z
    .strictObject({
      param: parameterName.describe('Parameter of the earliest update'),
      format: z
        .enum(['iso', 'iso_s', 'date', 'epoch_s', 'epoch_ms'])
        .default('iso')
        .describe('How the time is written: `iso` with milliseconds, `iso_s` without'),
      exclusive: z
        .boolean()
        .default(false)
        .describe('The source reads it as "later than": one unit earlier is asked for'),
    })
    .optional()
    .describe('The source gives only rows updated at or after a time; needs `updated`'),
});

const table = z
  .strictObject({
    ...tableFields,
    path: path.describe('Where the table is, below `base_url`'),
    records: pointer
      .default('')
      .describe('JSON pointer to the array of records in a page; empty: the page is the array'),
    key: fieldPointer.describe("JSON pointer to a record's key, a text or a number"),
    updated: fieldPointer
      .nullable()
      .default(null)
      .describe('JSON pointer to the time of its last update; null: the table does not say'),
    paging: paging.describe('How one comes to the next page'),
    capabilities: capabilities.default({}).describe('What the source can do; nothing else is asked of it'),
    query: query.describe("Query parameters of this table's requests; they win over the service's"),
  })
  .superRefine(
    ({ paging, updated, records, capabilities: { filter_on_key, sort_on_key, filter_on_update } }, context) => {
      const problem = (path: string[], message: string) => {
        context.addIssue({ code: 'custom', path, message });
      };
      const positioned = paging.type === 'page' || paging.type === 'offset';
      if (filter_on_key !== undefined && sort_on_key === undefined) {
        problem(['capabilities', 'sort_on_key'], 'is missing: filter_on_key needs it; write {param: …, value: …}');
      }
      if (filter_on_key !== undefined && !positioned) {
        problem(
          ['capabilities', 'filter_on_key'],
          `needs paging of type "page" or "offset", to find the keys to divide at; leave it out with "${paging.type}"`,
        );
      }
      if (filter_on_update !== undefined && updated === null) {
        problem(['updated'], 'is missing: filter_on_update needs it; write the pointer to the update time in a record');
      }
      if (paging.type === 'cursor' && (records === '' || `${paging.next}/`.startsWith(`${records}/`))) {
        problem(['paging', 'next'], "lies inside the records: write a pointer beside them, and theirs in 'records'");
      }
      if (!positioned && (paging.size === undefined) !== (paging.size_param === undefined)) {
        problem(['paging'], 'write both of size and size_param, or none');
      }
    },
  );
export type RestTable = z.infer<typeof table>;

export const restSchema = z.strictObject({
  ...serviceFields,
  connector: z.literal('rest'),
  auth: auth.default({ type: 'none' }).describe('How one is let in'),
  tables: z.record(localTableName, table).default({}),
  headers,
  query: query.describe('Query parameters of each request for records or counts; none that hold a credential'),
  time_endpoint: z
    .strictObject({
      path: path.describe('Its place, below `base_url`'),
      pointer: pointer.default('').describe('JSON pointer to the time in the answer; empty: the answer is the time'),
      format: z.enum(timeFormats).default('iso').describe('How the time is written'),
    })
    .optional()
    .describe("Where the source tells its own time; else the answers' `Date` header is used"),
});
export type RestService = z.infer<typeof restSchema>;
