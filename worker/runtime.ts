import { Runtime } from '@temporalio/worker';
import type { MetricMeter } from '@temporalio/common';
import type { Log } from '../activities/ports.ts';
import type { LogLevel } from './config.ts';
import { sdkLogger } from './log.ts';

/**
 * Sets Temporal's runtime of this process up: its logs go to ours, its metrics and ours to one Prometheus endpoint. Once,
 * before anything else of Temporal's is used; signals stay the command line's business.
 *
 * @throws Error when the address cannot be listened at
 */
export function installRuntime(options: {
  log: Log;
  log_level: LogLevel;
  metrics_address: string | null;
}): MetricMeter {
  const { log, metrics_address } = options;
  try {
    const runtime = Runtime.install({
      logger: sdkLogger(log),
      shutdownSignals: [],
      telemetryOptions: {
        logging: { filter: { core: coreLevel(options.log_level), other: 'ERROR' }, forward: {} },
        ...(metrics_address === null ? {} : { metrics: { prometheus: { bindAddress: metrics_address } } }),
      },
    });
    return runtime.metricMeter;
  } catch (error) {
    if (metrics_address === null || !(error instanceof Error) || !error.message.includes('prometheus')) throw error;
    const reason = error.message.replace(/^.*exporter: /, '');
    throw new Error(`AVESA_METRICS_ADDRESS: cannot listen at ${metrics_address}: ${reason}`, { cause: error });
  }
}

/** The core is talkative: below a warning only where all of it was asked for. */
function coreLevel(level: LogLevel): 'TRACE' | 'WARN' | 'ERROR' {
  if (level === 'trace') return 'TRACE';
  return level === 'error' || level === 'fatal' || level === 'silent' ? 'ERROR' : 'WARN';
}
