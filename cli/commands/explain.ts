import { diagnosticKind, diagnosticKinds } from '../../asl/compiler/diagnostics/index.ts';
import { explanation, summaryOf } from '../../asl/compiler/diagnostics/explain.ts';
import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { Problem } from '../problems.ts';
import { nearMisses } from '../text/near-misses.ts';
import { quoted } from '../text/one-line.ts';

export const explainCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('[code]', "of a finding of 'avesa transpile', as ASL2103; all of them if left out")
    .option('--json', 'print it as JSON')
    .action(ends((code: string | undefined, options: { json?: true }) => Promise.resolve(explain(code, options, io))));
};

function explain(code: string | undefined, { json }: { json?: true }, io: Io): ExitCode {
  if (code === undefined) {
    const all = diagnosticKinds.map((kind) => ({ code: kind.code, severity: kind.severity, text: summaryOf(kind) }));
    if (json) io.stdout(JSON.stringify(all, null, 2));
    else for (const each of all) io.stdout(`${each.code}  ${each.severity.padEnd(7)}  ${each.text}`);
    return exitCodes.good;
  }
  const kind = diagnosticKind(code.toUpperCase());
  if (kind === undefined) {
    const [near] = nearMisses(
      code.toUpperCase(),
      diagnosticKinds.map((each) => each.code),
    );
    throw new Problem(
      `there is no finding ${quoted(code)}${near === undefined ? '' : `: did you mean ${near}?`}; 'avesa explain' lists them`,
    );
  }
  const { severity, reason, help, example } = kind;
  if (json)
    io.stdout(
      JSON.stringify(
        { code: kind.code, severity, text: summaryOf(kind), reason, help, example: example ?? null },
        null,
        2,
      ),
    );
  else io.stdout(explanation(kind));
  return exitCodes.good;
}
