import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../../worker/cache.ts';
import { onPath } from '../../../worker/command.ts';
import type { Config } from '../../../worker/config.ts';
import type { Io } from '../../io.ts';
import { nearest, withState } from '../../parts/state.ts';
import { bytes, counted } from '../../text/amounts.ts';
import { serverCheck } from './server-check.ts';

export interface Finding {
  verdict: 'good' | 'note' | 'bad';
  what: string;
  /** What to do about it. */
  advice?: string;
}
type Check = (config: Config, io: Pick<Io, 'env'>) => Finding | Promise<Finding>;

const good = (what: string): Finding => ({ verdict: 'good', what });
const note = (what: string, advice: string): Finding => ({ verdict: 'note', what, advice });
const bad = (what: string, advice: string): Finding => ({ verdict: 'bad', what, advice });

const leastNode = [20, 3] as const;
/** The demo takes about 0.2 GB with its server's history; the rest is the user's data. */
const leastFreeBytes = 1e9;

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return fits
    ? good(`Node ${process.versions.node}`)
    : bad(`Node ${process.versions.node}`, 'install Node 20.3 or later');
}

function dataFolder({ data }: Config): Finding {
  const place = nearest(data);
  const isNew = place === data ? '' : ' (to be made)';
  if (!statSync(place).isDirectory()) return bad(`data folder ${data}`, `${place} is not a folder; set AVESA_DATA`);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return good(`data folder ${data}${isNew}`);
  } catch {
    return bad(`data folder ${data}`, `${place} is not writable; change its mode or set AVESA_DATA to another folder`);
  }
}

async function diskSpace({ data }: Config): Promise<Finding> {
  const place = nearest(data);
  const { bavail, bsize } = await statfs(place);
  const free = `${bytes(bavail * bsize)} free at ${place}`;
  return bavail * bsize >= leastFreeBytes
    ? good(free)
    : bad(free, 'free some space: 1 GB is little for a demo already');
}

async function stateStore(config: Config): Promise<Finding> {
  if (!existsSync(config.state)) return note('no state store yet', "'avesa start' makes it");
  try {
    const { tenants, jobs } = await withState(config, async (state) => ({
      tenants: (await state.tenants.list()).length,
      jobs: (await state.jobs.list(1_000)).length,
    }));
    return good(`state store with ${counted(tenants, 'tenant')} and ${counted(jobs, 'job')}`);
  } catch (error) {
    return bad('state store', messageOf(error));
  }
}

async function lake({ lake: folder }: Config): Promise<Finding> {
  if (!existsSync(folder)) return note('no lake yet', 'the first run makes it');
  try {
    const { openFolderLake } = await import('../../../activities/lake/folder.ts');
    await (await openFolderLake(folder)).check();
    return good(`lake ${folder}`);
  } catch (error) {
    return bad(`lake ${folder}`, messageOf(error));
  }
}

async function temporalBinary({ temporal }: Config, { env }: Pick<Io, 'env'>): Promise<Finding> {
  if (temporal.address !== null) return good('no Temporal server of our own is needed: TEMPORAL_ADDRESS is set');
  const path = onPath('temporal', env);
  if (path !== undefined) return good(`Temporal server: ${path}`);
  const made = (await readdir(cacheFolder(env)).catch(() => [])).filter((name) =>
    /^temporal-(v[\d.]*\d|download)$/.test(name),
  );
  if (made.length > 0) return good(`Temporal server: ${join(cacheFolder(env), made.sort().at(-1)!)}`);
  if (onPath('go', env) !== undefined) {
    return note('no Temporal server yet', "'avesa start' downloads it or builds it with Go, once, in about 4 minutes");
  }
  return note('no Temporal server yet', "'avesa start' downloads it; where it cannot: install 'temporal' or Go");
}

function testTools(_config: Config, { env }: Pick<Io, 'env'>): Finding {
  const missing = ['java', 'mvn'].filter((command) => onPath(command, env) === undefined);
  if (missing.length === 0) return good("Java and Maven, for 'npm test'");
  return note(
    `no ${missing.join(' and no ')} on PATH`,
    "only 'npm test' needs them, where it cannot download its server",
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const checks: readonly Check[] = [
  node,
  dataFolder,
  diskSpace,
  stateStore,
  lake,
  temporalBinary,
  serverCheck,
  testTools,
];
