import { z } from 'zod';
import { canonicalNames, canonicalTables } from './models.ts';

const pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])+)+$/, 'write a JSON pointer to a field of a record, as in /summary');

/** Which canonical table a source's table becomes, and where its columns are in a record. */
export const canonicalMapping = z
  .strictObject({
    table: z.enum(canonicalNames).describe('The canonical table'),
    columns: z.record(z.string(), pointer).describe('Its columns, each with the JSON pointer to its value in a record'),
    deleted: pointer
      .optional()
      .describe('JSON pointer to the flag of rows that the source calls deleted, for `deletes: flag`'),
  })
  .superRefine(({ table, columns }, context) => {
    const known = canonicalTables[table].columns;
    for (const column of Object.keys(columns)) {
      if (Object.hasOwn(known, column)) continue;
      context.addIssue({
        code: 'custom',
        path: ['columns', column],
        message: `${table} has no such column, only ${Object.keys(known).join(', ')}`,
      });
    }
  });
export type CanonicalMapping = z.infer<typeof canonicalMapping>;
