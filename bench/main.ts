import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../worker/config.ts';
import { connectClient } from '../worker/connection.ts';
import { startDevServer } from '../worker/dev-server.ts';
import { createLog } from '../worker/log.ts';
import { findTemporalBinary } from '../worker/temporal-binary.ts';
import { startChild } from './child.ts';
import { installDlt } from './dlt.ts';
import { measureLoads } from './loads.ts';
import { machine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { packageRoot } from './package-root.ts';
import { report } from './report.ts';
import type { SourcePart } from './source-process.ts';
import { measureWorkflows } from './workflow-overhead.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);
const waiting = (what: string, seconds: number) => {
  if (seconds % 10 === 0) say(seconds === 0 ? what : `${what}, ${seconds} s`);
};

/** Every side of every row on this machine, one after the other, in one go. */
async function bench(data: string): Promise<string> {
  const config = readConfig({ AVESA_DATA: data });
  const python = await installDlt(waiting);
  const temporal = await findTemporalBinary({ env: process.env, report: waiting });
  const log = createLog({ level: 'error' });
  const server = await startDevServer({ data, namespace: config.temporal.namespace, log, report: waiting });
  const client = await connectClient({ address: server.address, settings: config.temporal });
  try {
    const workflows = await measureWorkflows({ client, address: server.address, say });
    say('starting the demo source');
    const entries = { big: 200_000, less: 50_000, more: 500_000 };
    const source = await startChild<SourcePart>('./source-process.js', entries);
    const stage = { data, client, source: source.ready, say };
    const loads = await measureLoads(stage, { tenant: 'big', records: entries.big, python });
    const memory = await measureMemory(stage, entries);
    await source.end();
    return report({
      machine: machine(python, temporal),
      records: entries.big,
      loads,
      workflows,
      memory,
      memory_records: entries,
    });
  } finally {
    await client.connection.close();
    await server.stop();
  }
}

const data = await mkdtemp(join(tmpdir(), 'avesa-bench-'));
process.once('exit', () => {
  rmSync(data, { recursive: true, force: true });
});
process.once('SIGINT', () => process.exit(130));
const results = await bench(data);
process.stdout.write(results);
await writeFile(join(packageRoot, 'bench', 'results.md'), results);
