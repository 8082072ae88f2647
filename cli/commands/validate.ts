import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import {
  isError,
  problemCounts,
  problemLines,
  readDefinitionFile,
  type DefinitionFile,
} from '../parts/definition-file.ts';
import { Problem, Problems, WrongUsage } from '../problems.ts';
import { counted } from '../text/amounts.ts';

export const validateCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('<definition...>', 'files with a state machine each; - for standard input')
    .option('--json', 'print the problems as a JSON array')
    .addHelpText('after', '\nExit code 1 if any definition has an error; warnings do not count.')
    .action(ends((files: string[], options: { json?: true }) => check(files, options, io)));
};

async function check(files: readonly string[], options: { json?: true }, io: Io): Promise<ExitCode> {
  if (files.filter((file) => file === '-').length > 1) throw new WrongUsage('standard input can be read once');
  const { definitions, unreadable } = await readAll(files, io);
  if (options.json) {
    const problems = definitions.flatMap(({ file, problems }) => problems.map((problem) => ({ file, ...problem })));
    io.stdout(JSON.stringify(problems, null, 2));
  } else for (const line of definitions.flatMap(problemLines)) io.stdout(line);
  if (definitions.length > 0) {
    io.stderr(`${problemCounts(definitions)} in ${counted(definitions.length, 'definition')}`);
  }
  if (unreadable.length > 0) throw new Problems(unreadable);
  return definitions.some(({ problems }) => problems.some(isError)) ? exitCodes.failed : exitCodes.good;
}

/** A file that cannot be read keeps no other from being checked. */
async function readAll(
  files: readonly string[],
  io: Io,
): Promise<{ definitions: DefinitionFile[]; unreadable: string[] }> {
  const definitions: DefinitionFile[] = [];
  const unreadable: string[] = [];
  for (const file of files) {
    try {
      definitions.push(await readDefinitionFile(file, io));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unreadable.push(error.message);
    }
  }
  return { definitions, unreadable };
}
