import { InvalidArgumentError } from 'commander';
import { readTimestamp } from '../../asl/spec/timestamp.ts';
import type { DefineCommand } from '../command.ts';
import { execute } from './exec/execute.ts';
import { machineNameFault, nameFault } from '../../asl/spec/resource-name.ts';
import type { ExecOptions, NamedFile } from './exec/options.ts';

export const execCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('<definition>', 'a file with a state machine; - for standard input')
    .option('--input <json>', 'JSON, @FILE, or - for standard input; again for a further run (default: {})', collected)
    .option('--tasks <module>', 'a JavaScript module of handlers for the tasks')
    .option('--mock <file>', 'a mock configuration of Step Functions Local')
    .option('--test-case <name>', 'of the mock configuration; may be left out if there is one only')
    .option('--all-test-cases', 'a run for every test case')
    .option('--machine-name <name>', "the state machine's; that of the file if left out", machineName)
    .option('--name <name>', "the execution's; made up if left out", executionName)
    .option('--machine <name=file>', 'a further state machine, for nested executions; may be repeated', namedFiles)
    .option('--s3 <folder>', 'stands for S3: in it a folder for each bucket')
    .option('--real-time', 'wait as long as the definition says, instead of jumping over every wait')
    .option('--start-time <instant>', 'when virtual time begins, as in 2026-01-01T00:00:00Z; now if left out', instant)
    .option('--seed <text>', 'all random numbers and ids follow from it')
    .option('--history', 'print the events as GetExecutionHistory gives them')
    .option('--coverage', 'tell which states were entered, and which never')
    .option('--json', 'print one object: status, output, error, cause, dates, billed transitions')
    .option('--quiet', 'leave the trace out')
    .addHelpText('after', help)
    .action(ends((file: string, options: ExecOptions) => execute(file, options, io)));
};

const help = `
The trace of what happens goes to stderr, the output to stdout. More runs than one print a line of JSON each.
Exit code 0 if every run succeeded, 1 if not, or if the definition has an error. Ctrl-C stops the execution.`;

const collected = (text: string, before: string[] = []): string[] => [...before, text];

const executionName = (text: string): string => accepted(text, nameFault(text));
const machineName = (text: string): string => accepted(text, machineNameFault(text));

function accepted(text: string, fault: string | undefined): string {
  if (fault !== undefined) throw new InvalidArgumentError(`${fault}.`);
  return text;
}

function namedFiles(text: string, before: NamedFile[] = []): NamedFile[] {
  const [, name, file] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || file === undefined) throw new InvalidArgumentError('--machine takes NAME=FILE.');
  return [...before, { name: machineName(name), file }];
}

function instant(text: string): number {
  const time = readTimestamp(text);
  if (time === undefined) throw new InvalidArgumentError('--start-time takes an instant such as 2026-01-01T00:00:00Z.');
  return time;
}
