import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { markdownTable } from '../../docs/field-tables.ts';
import { engineNames } from './engines.ts';
import type { Outcome } from './outcome.ts';

/** An answer of another engine that differs from ours. */
const difference = z.strictObject({
  machine: z.string(),
  engine: z.enum(engineNames),
  ours: z.record(z.string(), z.json()),
  theirs: z.record(z.string(), z.json()),
  /** Who answers as AWS does. */
  right: z.enum(['ours', 'theirs', 'neither', 'unknown']),
  why: z.string(),
  /** Where AWS's answer is known from. */
  source: z.string(),
});

export type Difference = Omit<z.infer<typeof difference>, 'ours' | 'theirs'> & { ours: Outcome; theirs: Outcome };

const file = join(import.meta.dirname, 'differences.json');

export const differences = z.array(difference).parse(JSON.parse(readFileSync(file, 'utf8'))) as unknown as Difference[];

export async function writeDifferences(found: readonly Difference[]): Promise<void> {
  await writeFile(file, await format(JSON.stringify(found), { ...(await resolveConfig(file)), filepath: file }));
}

/** All of them, as Markdown. */
export function differencesTable(): string {
  return markdownTable(
    ['machine', 'engine', 'ours', 'theirs', 'right', 'why', 'known from'],
    differences.map(({ machine, engine, ours, theirs, right, why, source }) => [
      machine,
      engine,
      shown(ours),
      shown(theirs),
      right,
      why,
      source,
    ]),
  );
}

function shown(outcome: Outcome): string {
  if ('refused' in outcome) return 'refused';
  if ('unsupported' in outcome) return 'not supported';
  if ('broken' in outcome) return 'breaks';
  if ('error' in outcome) return `fails: ${code(outcome.error)}`;
  return code(JSON.stringify(outcome.output));
}

/** Backticks inside need more of them around. */
const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
