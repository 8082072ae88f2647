import type { Problem as DefinitionProblem } from '../../asl/spec/validate.ts';
import { validate } from '../../asl/spec/validate.ts';
import type { Io } from '../io.ts';
import { counted } from '../text/amounts.ts';
import { oneLine } from '../text/one-line.ts';
import { readTextFile } from './text-file.ts';

/** A definition as its file has it, and what is wrong or doubtful in it. */
export interface DefinitionFile {
  /** `-` for standard input. */
  file: string;
  text: string;
  problems: readonly DefinitionProblem[];
}

/** @throws Problem where the file cannot be read */
export async function readDefinitionFile(file: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<DefinitionFile> {
  const text = await readTextFile(file, io);
  return { file, text, problems: validate(text) };
}

export const isError = ({ severity }: DefinitionProblem): boolean => severity === 'error';

/** `machine.asl.json:3:5 - error MISSING_TRANSITION_TARGET: …`, a line for each problem. */
export function problemLines({ file, problems }: DefinitionFile): string[] {
  const name = oneLine(fileName(file));
  return problems.map(({ line, column, severity, code, message, hint }) => {
    const place = line === undefined || column === undefined ? '' : `:${line}:${column}`;
    return `${name}${place} - ${severity} ${code}: ${oneLine(message)}${hint === undefined ? '' : ` (${oneLine(hint)})`}`;
  });
}

/** As words have it. */
export const fileName = (file: string): string => (file === '-' ? 'standard input' : file);

/** `2 errors, 1 warning`, `no problems` */
export function problemCounts(definitions: readonly DefinitionFile[]): string {
  const problems = definitions.flatMap((definition) => definition.problems);
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
  ];
  return parts.join(', ') || 'no problems';
}
