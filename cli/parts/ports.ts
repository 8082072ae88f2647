import type { Log, Metrics, Ports, StateStore } from '../../activities/ports.ts';
import type { Config } from '../../worker/config.ts';
import type { Io } from '../io.ts';
import { demoSecrets } from '../start/demo.ts';
import { withState } from './state.ts';
import { asProblem } from './temporal.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const uncounted: Metrics = { count: () => undefined, gauge: () => undefined };

/** Everything that the activities need, as a worker on this machine has it. @throws Problem */
export async function openedPorts(
  config: Config,
  io: Pick<Io, 'env'>,
  log: Log,
): Promise<Ports & { close(): Promise<void> }> {
  const { openPorts } = await import('../../worker/ports.ts');
  const env = await environment(config, io);
  return asProblem(() => openPorts({ config, log, metrics: uncounted, env }));
}

/** The same, for as long as `use` takes. */
export async function withPorts<T>(config: Config, io: Pick<Io, 'env'>, use: (ports: Ports) => Promise<T>): Promise<T> {
  const ports = await openedPorts(config, io, silent);
  try {
    return await use(ports);
  } finally {
    await ports.close();
  }
}

/** What asks the sources, through the same limiter and circuit breakers as the workers; no lake. */
export async function withSources<T>(
  config: Config,
  io: Pick<Io, 'env'>,
  use: (ports: Pick<Ports, 'state' | 'sources'>) => Promise<T>,
): Promise<T> {
  const { openSources } = await import('../../activities/sources/registry.ts');
  const { environmentSecrets } = await import('../../activities/secrets/environment.ts');
  const { realClock } = await import('../../worker/clock.ts');
  const secrets = environmentSecrets({ environment: await environment(config, io), folder: config.data });
  return withState(config, async (state) => {
    const sources = openSources({ state, secrets, clock: realClock, log: silent });
    try {
      return await use({ state, sources });
    } finally {
      await sources.close();
    }
  });
}

/** The demo's made-up credentials come last: whatever is set goes before them. */
export async function environment(
  { data }: Pick<Config, 'data'>,
  { env }: Pick<Io, 'env'>,
): Promise<Record<string, string | undefined>> {
  return { ...(await demoSecrets(data)), ...env };
}

/** Until when a table's source has asked for a pause: epoch ms, 0 where it has not. */
export async function pauseReader(
  state: StateStore,
): Promise<(tenantId: string, tableName: string) => Promise<number>> {
  const { openSources } = await import('../../activities/sources/registry.ts');
  const { realClock } = await import('../../worker/clock.ts');
  const secrets = { resolve: () => Promise.reject(new Error('no secret is needed to know of a pause')) };
  const sources = openSources({ state, secrets, clock: realClock, log: silent });
  return async (tenantId, tableName) => {
    const tenant = await state.tenants.get(tenantId);
    return tenant === undefined ? 0 : sources.pausedUntil(tenant, tableName).catch(() => 0);
  };
}
