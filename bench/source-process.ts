import { startDemoSource } from '../cli/demo-source/server.ts';
import { demoTenants, type DemoTenants } from '../cli/demo-source/tenants.ts';
import { serveParent } from './child.ts';

export type SourceReady = { url: string } & DemoTenants;
export interface SourcePart {
  /** Time entries of each tenant, by its name. */
  input: Record<string, number>;
  ready: SourceReady;
  end: null;
}

/** The demo source without faults, in a process of its own: nobody who is measured pays for it but with the cores. */
serveParent<SourcePart>(async (entries) => {
  const options = {
    tenants: Object.entries(entries).map(([tenant_id, time_entries]) => ({
      tenant_id,
      records: { time_entries, tickets: 2_000, companies: 200, contacts: 1_000 },
    })),
  };
  const source = await startDemoSource(options);
  const ready = { url: source.url, ...demoTenants(source.url, options) };
  return { ready, end: () => source.close().then(() => null) };
});
