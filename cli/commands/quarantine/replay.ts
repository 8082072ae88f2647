import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Ports, QuarantineFile } from '../../../activities/ports.ts';
import { replayQuarantine, type Replayed, type ReplayRequest } from '../../../activities/raw/replay.ts';
import { knownTenant } from '../../../activities/tenants.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withPorts } from '../../parts/ports.ts';
import { Problem } from '../../problems.ts';
import { counted } from '../../text/amounts.ts';
import { quoted } from '../../text/one-line.ts';
import { chosenFiles, type Chosen } from './select.ts';

/** As `show --json` prints them; what else is there is ignored. */
const correction = z.array(
  z.object({ file: z.string(), page: z.int().min(0), index: z.int().min(0), text: z.string() }),
);
type Correction = z.infer<typeof correction>[number];

export async function replayFiles(
  names: readonly string[],
  options: Chosen & { json?: true; corrections?: string },
  io: Io,
): Promise<ExitCode> {
  const corrections = options.corrections === undefined ? [] : await readCorrections(options.corrections, io);
  const results: (Replayed & { file: string })[] = [];
  await withPorts(existingData(io), io, async (ports) => {
    const named = names.length > 0 ? names : [...new Set(corrections.map(({ file }) => file))];
    for (const file of await chosenFiles(ports.state, named, options)) {
      const result = await replayQuarantine(ports, await requestOf(ports, file, corrections, io.signal));
      results.push({ file: file.name, ...result });
      io.stderr(`${file.name}: ${counted(result.replayed, 'record')} taken in, ${result.still_bad} still bad`);
    }
  });
  if (options.json) io.stdout(JSON.stringify(results, null, 2));
  const taken = results.reduce((sum, { replayed }) => sum + replayed, 0);
  io.stderr(
    `${counted(taken, 'record')} taken in${taken > 0 ? '; the next run brings them into the canonical tables' : ''}`,
  );
  return exitCodes.good;
}

async function requestOf(
  { state, sources }: Ports,
  { name, tenant_id, table_name }: QuarantineFile,
  corrections: readonly Correction[],
  signal: AbortSignal,
): Promise<ReplayRequest> {
  const tenant = await knownTenant(state, tenant_id);
  const { shape } = await sources.open(tenant, table_name, { api_calls: 0, api_errors: 0 });
  const own = corrections.filter(({ file }) => file === name);
  return {
    name,
    shape,
    corrections: own.map(({ page, index, text }) => ({ page, index, bytes: Buffer.from(text) })),
    signal,
  };
}

async function readCorrections(file: string, io: Pick<Io, 'cwd'>): Promise<Correction[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(resolve(io.cwd, file), 'utf8'));
  } catch (error) {
    throw new Problem(
      `--corrections ${quoted(file)}: ${error instanceof Error ? error.message : String(error)}`,
      undefined,
      error,
    );
  }
  const { data, error } = correction.safeParse(content);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new Problem(
    `--corrections ${quoted(file)}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}
