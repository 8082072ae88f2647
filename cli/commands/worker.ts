import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { configOf } from '../parts/config.ts';
import { environment } from '../parts/ports.ts';
import { asProblem, knownServer } from '../parts/temporal.ts';
import { Problem } from '../problems.ts';

export const workerCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--promote', "new runs start on this worker's version of the workflows from now on")
    .addHelpText(
      'after',
      '\nWrites its log, JSON, to stderr (AVESA_LOG_LEVEL). Ctrl-C: takes no more work and lets what runs finish' +
        '\n(AVESA_SHUTDOWN_GRACE_SECONDS); again: ends at once, and other workers go on with what it did.',
    )
    .action(ends((options: { promote?: true }) => work(options, io)));
};

async function work({ promote }: { promote?: true }, io: Io): Promise<ExitCode> {
  const config = configOf(io);
  const server = await knownServer(config);
  const { createActivities } = await import('../../activities/index.ts');
  const { installRuntime } = await import('../../worker/runtime.ts');
  const { createLog } = await import('../../worker/log.ts');
  const { createMetrics } = await import('../../worker/metrics.ts');
  const { reportJobMetrics } = await import('../../worker/job-metrics.ts');
  const { openPorts } = await import('../../worker/ports.ts');
  const { startWorker } = await import('../../worker/temporal.ts');
  const { log_level, metrics_address, task_queue } = config;
  const log = createLog({ level: log_level });
  const metrics = createMetrics(
    await asProblem(() => Promise.resolve(installRuntime({ log, log_level, metrics_address }))),
  );
  const ports = await asProblem(async () => openPorts({ config, log, metrics, env: await environment(config, io) }));
  try {
    const { finished, version } = await asProblem(() =>
      startWorker({
        config,
        address: server.address,
        activities: createActivities(ports),
        log,
        signal: io.signal,
        // On a dev server of ours nobody else decides.
        promote: promote ?? config.temporal.address === null,
      }),
    );
    io.stderr(`worker polls task queue '${task_queue}' at ${server.address}, until Ctrl-C`);
    io.tellParent({ ready: { build_id: version.build_id } });
    void reportJobMetrics({ ...ports, signal: io.signal });
    await finished.catch((error: unknown) => {
      throw new Problem(
        `the worker has stopped: ${error instanceof Error ? error.message : String(error)}`,
        undefined,
        error,
      );
    });
  } finally {
    await ports.close();
  }
  return exitCodes.good;
}
