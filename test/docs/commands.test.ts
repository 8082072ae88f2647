import { Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import type { Io } from '../../cli/io.ts';
import { avesaCommands } from './commands.ts';

/** The command line's own parser, with commands that do nothing. @returns why it refuses the words */
async function refusal(words: readonly string[]): Promise<CommanderError | undefined> {
  const program = new Command('avesa').exitOverride().configureOutput({ writeErr: () => undefined });
  program.option('--debug').version('0');
  for (const { name, load } of commands) {
    const command = program.command(name);
    if (words.includes(name)) (await load())(command, {} as Io, () => () => Promise.resolve());
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : error;
    throw error;
  }
}

/** A mention may leave out the rest of the line. */
const incomplete = ['commander.missingArgument', 'commander.help', 'commander.optionMissingArgument'];

test('documents name commands', () => {
  expect(avesaCommands.length).toBeGreaterThan(20);
});

test.each(avesaCommands.map((each) => ({ ...each, line: `avesa ${each.words.join(' ')}` })))(
  "'$line' of $where is understood",
  async ({ words, isMention }) => {
    const refused = await refusal(words);
    if (!(isMention && incomplete.includes(refused?.code ?? ''))) expect(refused?.message).toBeUndefined();
  },
);

test('the check refuses what the command line refuses', async () => {
  expect((await refusal(['run', '--no-such']))?.code).toBe('commander.unknownOption');
  expect((await refusal(['tenants', 'remove', 'acme']))?.code).toBe('commander.unknownCommand');
  expect((await refusal(['fly']))?.code).toBe('commander.unknownCommand');
});
