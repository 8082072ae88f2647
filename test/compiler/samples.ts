import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { compile, type Compilation } from '../../asl/compiler/compile.ts';
import { scenario, type Scenario } from './run/scenario.ts';

const folder = fileURLToPath(new URL('samples/', import.meta.url));

export interface Sample {
  name: string;
  folder: string;
  file: string;
  /** None: a refusal. */
  scenarios: Scenario[] | undefined;
  compilation: Compilation;
}

/** Every folder beside: `input.ts`, with `scenarios.yaml` if it is accepted. */
export function readSamples(only?: RegExp): Sample[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (only === undefined || only.test(entry.name)))
    .map(({ name }) => {
      const at = join(folder, name);
      const file = join(at, 'input.ts');
      const scenarios = join(at, 'scenarios.yaml');
      return {
        name,
        folder: at,
        file,
        scenarios: existsSync(scenarios) ? z.array(scenario).parse(parse(readFileSync(scenarios, 'utf8'))) : undefined,
        compilation: compile({ files: [file] }),
      };
    });
}

/** The diagnostics as `expected.txt` has them: `line:column severity code text`. */
export const diagnosticLines = ({ diagnostics }: Compilation): string =>
  diagnostics
    .map(
      ({ file, line, column, severity, code, text }) =>
        `${file.split('/').at(-1)!}:${line}:${column} ${severity} ${code} ${text}\n`,
    )
    .join('');
