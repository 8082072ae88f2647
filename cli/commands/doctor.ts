import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { configOf } from '../parts/config.ts';
import { screenOf, type Tone } from '../screen.ts';
import { oneLine } from '../text/one-line.ts';
import { checks, type Finding } from './doctor/checks.ts';

const tones: Record<Finding['verdict'], Tone> = { good: 'good', note: 'quiet', bad: 'bad' };
const words: Record<Finding['verdict'], string> = { good: 'ok  ', note: 'note', bad: 'BAD ' };

export const doctorCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExit code 1 if something that avesa needs is missing; notes do not count.')
    .action(ends((options: { json?: true }) => examine(options, io)));
};

async function examine(options: { json?: true }, io: Io): Promise<ExitCode> {
  const config = configOf(io);
  const screen = screenOf(io);
  const findings: Finding[] = [];
  for (const check of checks) {
    const finding = await check(config, io);
    findings.push(finding);
    const advice = finding.advice === undefined ? '' : `: ${finding.advice}`;
    screen.say(`${words[finding.verdict]}  ${oneLine(`${finding.what}${advice}`)}`, tones[finding.verdict]);
  }
  if (options.json) io.stdout(JSON.stringify(findings, null, 2));
  return findings.some(({ verdict }) => verdict === 'bad') ? exitCodes.failed : exitCodes.good;
}
