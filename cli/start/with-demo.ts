import { resolve } from 'node:path';
import type { Config } from '../../worker/config.ts';
import type { Io } from '../io.ts';
import type { EngineName } from '../parts/options.ts';
import { demoDefinitions, putTenant } from '../parts/put-tenant.ts';
import { withNewState } from '../parts/state.ts';
import type { Screen } from '../screen.ts';
import { counted } from '../text/amounts.ts';
import { startMachine, type Machine } from './machine.ts';

/** Starts everything and takes the demo's tenants in. */
export async function startWithDemo(options: {
  config: Config;
  io: Io;
  screen: Screen;
  engine: EngineName | undefined;
  /** A file with options of the demo source. */
  demo: string | undefined;
}): Promise<{ machine: Machine; tenantIds: string[] }> {
  const { config, io, screen, engine } = options;
  const { loadOptions } = await import('../demo-source/options.ts');
  const demo = options.demo === undefined ? undefined : await loadOptions(resolve(io.cwd, options.demo));
  const tenantIds: string[] = [];
  const machine = await startMachine({
    config,
    io,
    screen,
    engine,
    demo,
    onSource: async (client) => {
      const definitions = demoDefinitions((await client.tenants()).tenants);
      await withNewState(config, async (state) => {
        for (const tenant of definitions) await putTenant(state, tenant);
      });
      tenantIds.push(...definitions.map(({ tenant_id }) => tenant_id));
      screen.say(`${counted(tenantIds.length, 'demo tenant')}: ${tenantIds.slice(0, 5).join(', ')}`);
    },
  });
  return { machine, tenantIds };
}
