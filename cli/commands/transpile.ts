import type { DefineCommand } from '../command.ts';
import { transpile, type TranspileOptions } from './transpile/transpile.ts';

export const transpileCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('<file...>', 'TypeScript files that export workflows')
    .option('--out <folder>', 'where the definitions go', '.')
    .option('--project <tsconfig>', 'the nearest tsconfig.json above the first file if left out')
    .option(
      '--functions <file>',
      "JSON or YAML: an activity's name to its function's ARN; others are left as ${activity}",
    )
    .option('--check', 'write nothing; tell which files are not as they would be written')
    .option('--json', 'print what was found and written as one JSON object')
    .option('--quiet', 'leave notes out')
    .addHelpText(
      'after',
      `
Writes NAME.asl.json and NAME.map.json (each state's place in the source) for each workflow and child workflow.
Nothing is written if there is an error. 'avesa explain CODE' tells more of a finding.
Exit code 0 if all is well, 1 if there is an error or --check finds a difference.`,
    )
    .action(ends((files: string[], options: TranspileOptions) => transpile(files, options, io)));
};
