import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The conformance cases, `cases/<group>/<feature>.json`: a definition, what it is given, how it ends, and where that is known from.
 */
const says = z.string().min(20);
const source = z.union([
  /** An answer recorded on AWS: where it is kept, with the name of the recording and its date. */
  z.strictObject({ recorded: z.string().regex(/ :: .+/), says }),
  /** A page of AWS's documentation, with its section. */
  z.strictObject({ documented: z.url(), says }),
  /** A section of the specification. */
  z.strictObject({ specified: z.string().regex(/^https:\/\/states-language\.net\/(spec\.html)?#[\w-]+$/), says }),
  /** What the package that AWS names does. */
  z.strictObject({ jsonata: z.url(), says }),
  /** No source of its own: it follows from a rule that others show. */
  z.strictObject({ derived: says }),
]);

/** What a task's handler does at one call; the last step stays. `after`: seconds. */
const step = z.strictObject({
  after: z.number().optional(),
  return: z.unknown().optional(),
  throw: z.strictObject({ error: z.string().optional(), cause: z.string().optional() }).optional(),
  /** Seconds after which the call's task token comes back. */
  callback: z
    .strictObject({
      after: z.number(),
      success: z.unknown().optional(),
      failure: z.strictObject({ error: z.string().optional(), cause: z.string().optional() }).optional(),
      heartbeats: z.array(z.number()).optional(),
    })
    .optional(),
});

const event = z.looseObject({ type: z.string() });

const caseSchema = z.strictObject({
  name: z.string(),
  language: z.enum(['JSONPath', 'JSONata']),
  source,
  definition: z.unknown(),
  input: z.unknown().optional(),
  /** By the handler's name. */
  tasks: z.record(z.string(), z.array(step).min(1)).optional(),
  /** Further machines, by name. */
  machines: z.record(z.string(), z.unknown()).optional(),
  /** Texts of S3 objects, by `bucket/key`. */
  objects: z.record(z.string(), z.string()).optional(),
  expect: z.strictObject({
    status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
    output: z.unknown().optional(),
    /** `null`: there is none. */
    error: z.string().nullable().optional(),
    cause: z.string().nullable().optional(),
    /** Engine time from start to stop. */
    seconds: z.number().optional(),
    billedTransitions: z.number().optional(),
    /** All events' types, in order. */
    types: z.array(z.string()).optional(),
    /** Some events, each with the fields that matter; details stand beside their key. */
    events: z.array(event).optional(),
    /** How often each handler was called. */
    calls: z.record(z.string(), z.number()).optional(),
    /** What each handler was given, call by call. */
    inputs: z.record(z.string(), z.array(z.unknown())).optional(),
    /** The definition is refused. */
    problems: z
      .array(z.strictObject({ code: z.string(), message: z.string().optional(), pointer: z.string().optional() }))
      .optional(),
  }),
});

export type ConformanceCase = z.infer<typeof caseSchema>;

const fileSchema = z.strictObject({ feature: z.string(), cases: z.array(caseSchema).min(1) });

export interface Feature {
  /** Its file, below `cases`. */
  file: string;
  group: string;
  feature: string;
  cases: ConformanceCase[];
}

const folder = join(import.meta.dirname, 'cases');

export const features: Feature[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => {
    const parsed = fileSchema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
    return { file, group: file.split('/')[0]!, ...parsed.data };
  });
