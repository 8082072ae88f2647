import { Option } from 'commander';
import type { Config } from '../../worker/config.ts';
import type { DefineCommand } from '../command.ts';
import { withAslEngine } from '../engines/asl.ts';
import type { Engine } from '../engines/engine.ts';
import { temporalEngine } from '../engines/temporal.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { existingData } from '../parts/config.ts';
import { engineOption, positiveInteger, type EngineName } from '../parts/options.ts';
import { withSources } from '../parts/ports.ts';
import { withState } from '../parts/state.ts';
import { asProblem, knownServer, withClient } from '../parts/temporal.ts';
import { dryRun } from '../pipeline/dry-run.ts';
import { inputOf, scopeOf, type RunOptions } from '../pipeline/input.ts';
import { newJobId } from '../pipeline/job-id.ts';
import { exitCodeOf, outcomeLines } from '../pipeline/outcome.ts';
import { resumable } from '../pipeline/resume.ts';
import { followRun } from '../pipeline/run-pipeline.ts';
import { Problem } from '../problems.ts';
import { screenOf, type Screen } from '../screen.ts';

interface Options extends RunOptions {
  engine?: EngineName;
  dryRun?: true;
  json?: true;
}

export const runCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--tenant <id>', 'only this tenant; every enabled one if left out')
    .option('--table <service/table>', 'only this table; every enabled one if left out')
    .option('--full-sync', 'read every row, not only what changed')
    .option('--chunk-size <n>', 'records in a chunk, instead of the computed size', positiveInteger('--chunk-size'))
    .addOption(new Option('--priority <p>', 'of the run and of its tenants').choices(['high', 'normal', 'low']))
    .option('--resume <job>', 'go on with a job that did not complete')
    .addOption(engineOption('temporal if left out'))
    .option('--dry-run', 'show what would be read, and start nothing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit code 0 completed, 2 partial, 1 failed or cancelled. Ctrl-C cancels the run.')
    .action(ends((options: Options) => run(options, io)));
};

async function run({ dryRun: isDry, json, engine, ...options }: Options, io: Io): Promise<ExitCode> {
  const input = inputOf(options);
  const config = existingData(io);
  if (isDry) {
    if (input.resume_job_id != null)
      throw new Problem('--dry-run and --resume: a job goes on with the plans that it has');
    return withSources(config, io, async (ports) =>
      dryRun(ports, { scope: await scopeOf(ports.state, input), input, json: json ?? false }, io),
    );
  }
  return withState(config, async (state) => {
    const screen = screenOf(io);
    if (input.resume_job_id == null) await scopeOf(state, input);
    const runOn = async (engine: Engine): Promise<ExitCode> => {
      const host = { engine, state, io, screen };
      const workflowId =
        input.resume_job_id == null ? newJobId(new Date()) : await resumable(config, state, input.resume_job_id);
      io.signal.throwIfAborted();
      const root = await asProblem(() => engine.start(workflowId, input));
      screen.say(`${workflowId} started ${engine.place}`);
      const outcome = await followRun(host, root);
      for (const { text, tone } of outcomeLines(outcome)) screen.say(text, tone);
      if (json) io.stdout(JSON.stringify(outcome, null, 2));
      return exitCodeOf(outcome);
    };
    return engine === 'asl' ? withAslEngine(config, io, runOn) : withServer(config, screen, runOn);
  });
}

async function withServer<T>(config: Config, screen: Screen, use: (engine: Engine) => Promise<T>): Promise<T> {
  const server = await knownServer(config);
  const slow = setTimeout(() => {
    screen.say(`connecting to the Temporal server at ${server.address}`);
  }, 1_000);
  return withClient(config, server, (client) => {
    clearTimeout(slow);
    return use(temporalEngine(client, server, config.task_queue));
  }).finally(() => {
    clearTimeout(slow);
  });
}
