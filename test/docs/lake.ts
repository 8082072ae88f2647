import { createActivities } from '../../activities/index.ts';
import type { Ports } from '../../activities/ports.ts';
import { checkTenant } from '../../activities/sources/config.ts';
import { startDemoSource } from '../../cli/demo-source/server.ts';
import { demoSourceClient } from '../../cli/demo-source/client.ts';
import { demoTenants } from '../../cli/demo-source/tenants.ts';
import { attempt, openPlace, type Place } from '../activities/place.ts';
import { planTable } from '../activities/run-table.ts';

const options = { records: { tickets: 200, time_entries: 300, companies: 20, contacts: 60 }, bad_share: 0.02 };

/** A small lake of the demo's tenants, as two runs leave it between which a part of the rows has changed. */
export async function openLake(): Promise<Place> {
  const source = await startDemoSource(options);
  try {
    const { tenants, env } = demoTenants(source.url, options);
    const place = await openPlace({ environment: env });
    for (const definition of tenants) await place.ports.state.tenants.put(checkTenant(definition).tenant!);
    await runAll(place.ports, 'run-1');
    await demoSourceClient(source.url).mutate({ share: 0.2 });
    await runAll(place.ports, 'run-2');
    return place;
  } finally {
    await source.close();
  }
}

async function runAll(ports: Ports, run_id: string): Promise<void> {
  const run = createActivities(ports);
  for (const { tenant_id, services } of await ports.state.tenants.list()) {
    const job_id = `${run_id}-${tenant_id}`;
    for (const [service, { tables }] of Object.entries(services)) {
      for (const table of Object.keys(tables)) {
        const planned = await planTable(run, job_id, { tenant_id, table_name: `${service}/${table}` });
        for (const chunk of planned.chunks) await run.processChunk(chunk, attempt());
        if (planned.chunks.length > 0) await planned.commit();
      }
    }
    await run.triggerCanonicalTransformation({ tenant_id, job_id, completed_tables: [] }, attempt());
  }
}
