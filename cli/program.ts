import { Command, CommanderError } from 'commander';
import type { Ends } from './command.ts';
import { commands } from './commands/index.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { WrongUsage } from './problems.ts';
import { report } from './report.ts';
import { version } from './version.ts';

/** Runs one command line and gives the exit code. Never throws: an error becomes one line and its code. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.good;
  const ends: Ends =
    (run) =>
    async (...args) => {
      exitCode = await run(...args);
    };
  try {
    const program = await buildProgram(argv, io, ends);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, argv, io);
    return report(error, io, argv);
  }
}

async function buildProgram(argv: readonly string[], io: Io, ends: Ends): Promise<Command> {
  const program = new Command('avesa')
    .description('Moves the records of many tenants from their SaaS APIs into Parquet and canonical tables.')
    .version(version, '--version', 'print the version')
    .option('--debug', 'print the stack of an error')
    .showSuggestionAfterError()
    .addHelpText('after', help);
  silence(program, io);
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary).description(summary);
    if (argv.includes(name)) (await load())(command, io, ends);
  }
  return program;
}

/** Commander prints help to stdout and throws everything else. Called before subcommands are made: they inherit it. */
function silence(program: Command, io: Io): void {
  program.exitOverride().configureOutput({
    writeOut: (text) => {
      io.stdout(text.trimEnd());
    },
    writeErr: () => undefined,
    getErrHelpWidth: () => io.terminal?.columns() ?? 100,
    getOutHelpWidth: () => io.terminal?.columns() ?? 100,
  });
}

function usageExit(error: CommanderError, argv: readonly string[], io: Io): ExitCode {
  if (error.exitCode === 0) return exitCodes.good;
  // Commander's own answer to a command without its subcommand would be the whole help.
  const text = error.code === 'commander.help' ? 'no command was given' : error.message.replace(/^error: |\.$/g, '');
  return report(new WrongUsage(`${text}; see 'avesa ${namedIn(argv)}--help'`), io, argv);
}

function namedIn(argv: readonly string[]): string {
  const name = argv.find((argument) => !argument.startsWith('-'));
  return commands.some((command) => command.name === name) ? `${name!} ` : '';
}

const help = `
Environment:
  AVESA_DATA           the data folder; ./.avesa if not set
  TEMPORAL_ADDRESS     a Temporal server to use; if not set, 'start' and 'dev' run one of their own
  NO_COLOR             no colours

Exit codes: 0 good, 1 bad input or a failed run, 2 a partial run, 64 wrong usage, 70 a bug of avesa.`;
