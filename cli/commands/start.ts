import type { StateStore } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import type { DefineCommand } from '../command.ts';
import { withAslEngine } from '../engines/asl.ts';
import type { Engine } from '../engines/engine.ts';
import { temporalEngine } from '../engines/temporal.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { configOf, shownPath } from '../parts/config.ts';
import { engineOption, type EngineName } from '../parts/options.ts';
import { withState } from '../parts/state.ts';
import { withClient } from '../parts/temporal.ts';
import { newJobId } from '../pipeline/job-id.ts';
import { exitCodeOf, outcomeLines, type Outcome } from '../pipeline/outcome.ts';
import { followRun, type PipelineHost } from '../pipeline/run-pipeline.ts';
import { screenOf, type Screen } from '../screen.ts';
import type { Machine } from '../start/machine.ts';
import { showSummary } from '../start/summary.ts';
import { leftByProcesses, leftOnServer, type LeftRuns } from '../start/take-over.ts';
import { verify } from '../start/verify.ts';
import { verificationLines } from '../start/verification.ts';
import { startWithDemo } from '../start/with-demo.ts';
import { counted, duration } from '../text/amounts.ts';

interface Options {
  engine?: EngineName;
  demo?: string;
  json?: true;
}

export const startCommand: DefineCommand = (command, io, ends) => {
  command
    .addOption(engineOption('the server where one is to be had, if left out'))
    .option('--demo <file>', "options of the demo source, as 'avesa source --config' takes them")
    .option('--json', 'print the outcome and the verification as JSON')
    .addHelpText(
      'after',
      '\nExit code 0 if the run completed and the lake holds what the source served; Ctrl-C stops all of it.',
    )
    .action(ends((options: Options) => start(options, io)));
};

async function start(options: Options, io: Io): Promise<ExitCode> {
  const config = configOf(io);
  const screen = screenOf(io);
  const began = Date.now();
  screen.say(
    `avesa start: ${options.engine === 'asl' ? 'a demo source' : 'a Temporal server, a demo source, a worker'}, one pipeline run; everything stays in ${shownPath(config.data, io)}`,
  );
  const { machine, tenantIds } = await startWithDemo({
    config,
    io,
    screen,
    engine: options.engine,
    demo: options.demo,
  });
  screen.say(`all parts are up after ${duration(Date.now() - began)}`);
  try {
    return await Promise.race([
      pipeline({ config, io, screen, machine, tenantIds, json: options.json ?? false }),
      machine.failed,
    ]);
  } finally {
    screen.show([]);
    await machine.stop();
  }
}

interface Stage {
  config: Config;
  io: Io;
  screen: Screen;
  machine: Machine;
  tenantIds: readonly string[];
  json: boolean;
}

/** What was left first, then one run of its own; and the lake beside the source. */
async function pipeline(stage: Stage): Promise<ExitCode> {
  const { config, io, screen, machine } = stage;
  const outcome = await withState(config, (state) => runsOf(stage, state));
  if (io.signal.aborted) return exitCodes.failed;
  if (outcome.status === 'canceled' || outcome.status === 'unfinished') return exitCodeOf(outcome);
  const checks = await verify({ config, io, source: machine.source.client, tenantIds: stage.tenantIds, outcome });
  for (const { text, tone } of verificationLines(checks)) screen.say(text, tone);
  showSummary(stage, outcome);
  if (stage.json) io.stdout(JSON.stringify({ ...outcome, verification: checks }, null, 2));
  const isEqual = checks.every(({ good }) => good);
  // Where a part of the run failed, a part of the lake is missing.
  return isEqual || outcome.status !== 'completed' ? exitCodeOf(outcome) : exitCodes.failed;
}

function runsOf(stage: Stage, state: StateStore): Promise<Outcome> {
  const { config, io, screen, machine } = stage;
  const hostOf = (engine: Engine): PipelineHost => ({ engine, state, io, screen });
  const { server } = machine;
  if (server === null) {
    return withAslEngine(config, io, (engine) => {
      const host = hostOf(engine);
      return runAll(stage, host, leftByProcesses(host, config.data));
    });
  }
  return withClient(config, server, (client) => {
    const host = hostOf(temporalEngine(client, server, config.task_queue));
    return runAll(stage, host, leftOnServer(host, client, { taskQueue: config.task_queue, buildId: server.build_id }));
  });
}

/** The outcome of the last. */
async function runAll(stage: Stage, host: PipelineHost, left: LeftRuns): Promise<Outcome> {
  for await (const root of left) {
    const outcome = await followRun(host, root);
    say(outcome, host.screen);
    if (host.io.signal.aborted) return outcome;
  }
  await changeDemo(stage, host.state);
  return runOnce(host, stage.machine);
}

function say(outcome: Outcome, screen: Screen): void {
  for (const { text, tone } of outcomeLines(outcome)) screen.say(text, tone);
}

/** Rows that change each second while the run goes on: a source never stands still. */
const changesPerSecond = 4;

async function runOnce(host: PipelineHost, { source }: Machine): Promise<Outcome> {
  const root = await host.engine.start(newJobId(new Date()), {});
  host.screen.say(`${root.workflowId} started`);
  await source.client.setBackground(changesPerSecond);
  const outcome = await followRun(host, root);
  await source.client.setBackground(0);
  say(outcome, host.screen);
  return outcome;
}

/** A second run has something to fetch, and only that. */
async function changeDemo({ machine, tenantIds, screen }: Stage, state: StateStore): Promise<void> {
  const read = (await state.tables.watermarks()).filter(
    ({ tenant_id, watermark }) => watermark !== null && tenantIds.includes(tenant_id),
  );
  if (read.length === 0) return;
  const { tables } = await machine.source.client.mutate({ share: 0.01 });
  const changed = tables.reduce((sum, table) => sum + table.changed, 0);
  screen.say(
    `the lake holds ${counted(read.length, 'table')} already: 1 % of the demo's rows, ${counted(changed, 'row')}, get a new version`,
  );
}
