import { resolve } from 'node:path';
import { compile, type CompiledMachine } from '../../asl/compiler/compile.ts';
import { formatDiagnostic } from '../../asl/compiler/diagnostics/format.ts';
import { graphOf } from '../../asl/compiler/graph.ts';
import type { StateMachine } from '../../asl/spec/states.ts';
import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { isError, problemLines, readDefinitionFile } from '../parts/definition-file.ts';
import { Problem, Problems } from '../problems.ts';
import { quoted } from '../text/one-line.ts';

export const graphCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('<file>', 'a definition (.json), or a TypeScript file that exports workflows')
    .option('--workflow <name>', 'which one, of a TypeScript file with several')
    .addHelpText(
      'after',
      `
Prints a flowchart for Mermaid (https://mermaid.js.org), as GitHub and many editors show it. Of a TypeScript file it ends with comments:
the least events of history that a run has, and of each loop and Map how many turns or iterations fit into an execution.`,
    )
    .action(ends((file: string, options: { workflow?: string }) => graph(file, options, io)));
};

async function graph(file: string, { workflow }: { workflow?: string }, io: Io): Promise<ExitCode> {
  if (/\.[cm]?tsx?$/.test(file)) {
    const { definition, budget } = compiled(file, workflow, io);
    io.stdout(graphOf(definition, budget));
  } else io.stdout(graphOf(await read(file, io)));
  return exitCodes.good;
}

async function read(file: string, io: Io): Promise<StateMachine> {
  const definition = await readDefinitionFile(file, io);
  if (definition.problems.some(isError)) throw new Problems(problemLines(definition));
  return JSON.parse(definition.text) as StateMachine;
}

function compiled(file: string, workflow: string | undefined, io: Io): CompiledMachine {
  const { machines, diagnostics } = compile({ files: [resolve(io.cwd, file)] });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Problems(errors.map(formatDiagnostic));
  const names = Object.keys(machines);
  const name = workflow ?? (names.length === 1 ? names[0]! : undefined);
  const machine = name === undefined ? undefined : machines[name];
  if (machine === undefined)
    throw new Problem(`${quoted(file)} has the workflows ${names.join(', ')}: choose one with --workflow`);
  return machine;
}
