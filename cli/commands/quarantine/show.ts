import { isUtf8 } from 'node:buffer';
import { readQuarantine, type QuarantinedRecord } from '../../../activities/raw/quarantine.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withPorts } from '../../parts/ports.ts';
import { counted } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';
import { chosenFiles, type Chosen } from './select.ts';

/** A bad record as JSON can hold it. */
export interface ShownRecord {
  file: string;
  page: number;
  index: number;
  reason: string;
  /** Null where its bytes are no text. */
  text: string | null;
  base64: string;
}

export async function showRecords(
  names: readonly string[],
  options: Chosen & { json?: true; limit: number },
  io: Io,
): Promise<ExitCode> {
  const records: ShownRecord[] = [];
  let more = 0;
  await withPorts(existingData(io), io, async (ports) => {
    for (const { name, rows } of await chosenFiles(ports.state, names, { all: true, ...options })) {
      const room = options.limit - records.length;
      const read = room > 0 ? await readQuarantine(ports, name, { offset: 0, limit: room }) : [];
      records.push(...read.map((record) => shown(name, record)));
      more += rows - read.length;
    }
  });
  if (options.json) io.stdout(JSON.stringify(records, null, 2));
  else for (const record of records) io.stdout(lineOf(record));
  if (more > 0) io.stderr(`and ${counted(more, 'more bad record')}: --limit shows more`);
  return exitCodes.good;
}

function shown(file: string, { page, index, reason, bytes }: QuarantinedRecord): ShownRecord {
  const buffer = Buffer.from(bytes);
  return {
    file,
    page,
    index,
    reason,
    text: isUtf8(buffer) ? buffer.toString('utf8') : null,
    base64: buffer.toString('base64'),
  };
}

function lineOf({ file, page, index, reason, base64 }: ShownRecord): string {
  // Latin-1 shows every byte as one character, and what is ASCII as it is.
  const text = Buffer.from(base64, 'base64').toString('latin1');
  return `${file} page ${page} record ${index}: ${reason}\n  ${oneLine(text)}`;
}
