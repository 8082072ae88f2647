import { resolve } from 'node:path';
import { compile, type Compilation } from '../../../asl/compiler/compile.ts';
import { formatDiagnostic } from '../../../asl/compiler/diagnostics/format.ts';
import { substitutionsOf } from '../../../asl/compiler/substitute.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { counted } from '../../text/amounts.ts';
import { screenOf } from '../../screen.ts';
import { checkFunctions, readFunctions } from './functions.ts';
import { differing, outputsOf, writeAll } from './outputs.ts';

export interface TranspileOptions {
  out: string;
  project?: string;
  functions?: string;
  check?: true;
  json?: true;
  quiet?: true;
}

/** Workflow source to definitions; what was found goes to stderr. */
export async function transpile(files: readonly string[], options: TranspileOptions, io: Io): Promise<ExitCode> {
  const functions = options.functions === undefined ? {} : await readFunctions(options.functions, io);
  const compilation = compile({
    files: files.map((file) => resolve(io.cwd, file)),
    project: options.project === undefined ? undefined : resolve(io.cwd, options.project),
    functions,
  });
  checkFunctions(functions, activitiesOf(compilation, functions));
  const failed = tell(compilation, options, io);
  const written = failed ? [] : await settle(compilation, options, io);
  if (options.json) io.stdout(JSON.stringify({ diagnostics: compilation.diagnostics, files: written }, null, 2));
  else for (const file of written) io.stdout(file);
  return failed || (options.check && written.length > 0) ? exitCodes.failed : exitCodes.good;
}

/** What the definitions call, and what the file of functions names already. */
function activitiesOf({ machines }: Compilation, functions: Readonly<Record<string, string>>): string[] | undefined {
  const definitions = Object.values(machines);
  if (definitions.length === 0) return undefined;
  const text = JSON.stringify(definitions);
  const named = Object.entries(functions).flatMap(([name, arn]) => (text.includes(JSON.stringify(arn)) ? [name] : []));
  return [...definitions.flatMap(({ definition }) => substitutionsOf(definition).activities), ...named];
}

function tell({ diagnostics, machines }: Compilation, { quiet, json }: TranspileOptions, io: Io): boolean {
  const screen = screenOf(io);
  const shown = diagnostics.filter(({ severity }) => severity !== 'note' || !quiet);
  if (!json) {
    for (const diagnostic of shown) {
      screen.say(
        `${formatDiagnostic(diagnostic)}\n`,
        diagnostic.severity === 'error' ? 'bad' : diagnostic.severity === 'warning' ? 'warning' : undefined,
      );
    }
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) screen.say(`${counted(errors, 'error')}: nothing was written`, 'bad');
  else screen.say(counted(Object.keys(machines).length, 'state machine'));
  return errors > 0;
}

/** The files that were written, or would have to be. */
async function settle(compilation: Compilation, { out, check }: TranspileOptions, io: Io): Promise<string[]> {
  const outputs = outputsOf(compilation, out);
  const changed = await differing(outputs, io);
  if (!check) await writeAll(changed, io);
  else
    for (const { file, why } of changed)
      screenOf(io).say(`${file} ${why}; 'avesa transpile' without --check writes it`, 'bad');
  return changed.map(({ file }) => file);
}
