import type { DefineCommand } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { WrongUsage } from '../problems.ts';
import { explainCost } from './cost/explain.ts';
import { pricing } from './cost/billing.ts';

interface Options {
  explain?: true;
  json?: true;
}

export const costCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--explain', 'every path of the state machines, beside the original definitions')
    .option('--json', 'print it as JSON')
    .addHelpText('after', `\nStep Functions' prices: ${pricing}`)
    .action(ends((options: Options) => Promise.resolve(cost(options, io))));
};

function cost({ explain, json }: Options, io: Io): ExitCode {
  if (!explain)
    throw new WrongUsage("'avesa cost' takes --explain: what each path is billed, beside the original definitions");
  return explainCost({ json: json ?? false }, io);
}
