import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { idOf } from '../cli/demo-source/editions.ts';
import { startChild } from './child.ts';
import { runDlt } from './dlt.ts';
import type { FloorInput, FloorPart } from './floor-process.ts';
import { lakeRows } from './lake-rows.ts';
import { inTurns } from './measure.ts';
import { runPipeline, type Stage } from './pipeline.ts';
import type { Reading } from './reading.ts';
import type { SourceReady } from './source-process.ts';

export type Loads = Record<'ours' | 'floor' | 'dlt', number[]>;

const repetitions = 5;
const atOnce = 3;

/** Seconds in which each side brings the tenant's table from the source's API into Parquet files. */
export async function measureLoads(
  stage: Stage & { say: (text: string) => void },
  { tenant, records, python }: { tenant: string; records: number; python: string },
): Promise<Loads> {
  const reading = readingOf(stage.source, tenant, records);
  const measured =
    (name: string, load: (lake: string) => Promise<{ seconds: number; lake: string }>) =>
    async (repetition: number) => {
      const { seconds, lake } = await load(await mkdtemp(join(stage.data, `${name}-`)));
      const rows = await lakeRows(lake);
      if (rows !== records) throw new Error(`${name}: ${rows} rows in ${lake}, ${records} in the source`);
      stage.say(`load ${repetition + 1} of ${repetitions}: ${name} ${seconds.toFixed(2)} s`);
      return seconds;
    };
  // The source, too, is faster when it has answered everything once.
  await runFloor({ ...reading, lake: await mkdtemp(join(stage.data, 'warm-up-')) });
  return inTurns(repetitions, {
    ours: measured('ours', () => runPipeline(stage, tenant, records)),
    floor: measured('floor', async (lake) => ({ ...(await runFloor({ ...reading, lake })), lake })),
    dlt: measured('dlt', async (lake) => ({ ...(await runDlt(python, reading, lake)), lake })),
  });
}

async function runFloor(input: FloorInput): Promise<{ seconds: number }> {
  const floor = await startChild<FloorPart>('./floor-process.js', input);
  await floor.end();
  return floor.ready;
}

/** The table as the others are told of it: they need not find out where to divide it. */
function readingOf({ tenants, env }: SourceReady, tenantId: string, records: number): Reading {
  const service = tenants.find(({ tenant_id }) => tenant_id === tenantId)!.services!['connectwise']!;
  const { company_id, secret_ref } = service['auth'] as { company_id: string; secret_ref: string };
  const secret = JSON.parse(env[secret_ref.slice('env:'.length)]!) as Record<string, string>;
  const login = Buffer.from(`${company_id}+${secret['public_key']}:${secret['private_key']}`).toString('base64');
  const starts = Array.from({ length: atOnce }, (_, index) => idOf(Math.floor((records * index) / atOnce)));
  return {
    url: `${service.base_url}/time/entries`,
    headers: { authorization: `Basic ${login}`, clientId: secret['client_id']! },
    page_size: 1_000,
    ranges: starts.map((start, index) =>
      starts[index + 1] === undefined ? `id >= ${start}` : `id >= ${start} and id < ${starts[index + 1]}`,
    ),
    records,
  };
}
