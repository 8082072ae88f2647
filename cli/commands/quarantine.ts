import type { Command } from 'commander';
import type { DefineCommand } from '../command.ts';
import { positiveInteger } from '../parts/options.ts';
import { acceptFiles } from './quarantine/accept.ts';
import { listFiles } from './quarantine/list.ts';
import { replayFiles } from './quarantine/replay.ts';
import type { Chosen } from './quarantine/select.ts';
import { showRecords } from './quarantine/show.ts';

const filtered = (command: Command): Command =>
  command
    .option('--tenant <id>', 'only of this tenant')
    .option('--table <service/table>', 'only of this table')
    .option('--job <id>', 'only of this job');

export const quarantineCommand: DefineCommand = (command, io, ends) => {
  filtered(command.command('list'))
    .description('list the files of bad records that nobody has seen to')
    .option('--all', 'those that have been seen to, too')
    .option('--json', 'print JSON')
    .action(ends((options: Chosen & { json?: true }) => listFiles(options, io)));
  filtered(command.command('show'))
    .description('show bad records: why each is bad, and its bytes')
    .argument('[file...]', 'as the list names them')
    .option('--limit <n>', 'how many records', positiveInteger('--limit'), 20)
    .option('--json', 'print JSON; what is no UTF-8 is there as base64')
    .action(
      ends((files: string[], options: Chosen & { json?: true; limit: number }) => showRecords(files, options, io)),
    );
  filtered(command.command('replay'))
    .description("look at bad records again by today's rules, and take in those that are good now")
    .argument('[file...]', 'as the list names them')
    .option('--all', 'every file that nobody has seen to')
    .option(
      '--corrections <file>',
      "what stands in the place of records: JSON as 'show --json' prints it, with its texts mended",
    )
    .option('--json', 'print JSON')
    .action(
      ends((files: string[], options: Chosen & { json?: true; corrections?: string }) =>
        replayFiles(files, options, io),
      ),
    );
  filtered(command.command('accept'))
    .description('say that bad records have been seen to')
    .argument('[file...]', 'as the list names them')
    .option('--all', 'every file that nobody has seen to')
    .action(ends((files: string[], options: Chosen) => acceptFiles(files, options, io)));
};
