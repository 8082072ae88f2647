import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { scenario } from './run/scenario.ts';

const text = readFileSync(new URL('pipeline.yaml', import.meta.url), 'utf8');

/** Runs of our own workflows. */
export const pipelineScenarios = z.array(scenario).parse(parse(text, { merge: true }));

/** Without the job's id and what it took, in JSON: each engine has others. */
export const withoutChance = (text: string): string =>
  text
    .replaceAll(/"execution_id":"[^"]*"/g, '"execution_id":"…"')
    .replaceAll(/"execution_time":[\d.e-]+/g, '"execution_time":0');
