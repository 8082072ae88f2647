import type { QuarantineFile } from '../../../activities/ports.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withState } from '../../parts/state.ts';
import { count, counted } from '../../text/amounts.ts';
import { table } from '../../text/table.ts';
import { filesBy, type Chosen } from './select.ts';

export async function listFiles(options: Chosen & { json?: true }, io: Io): Promise<ExitCode> {
  const all = await withState(existingData(io), (state) => filesBy(state, options));
  const files = options.all ? all : all.filter(({ accepted }) => !accepted);
  if (options.json) io.stdout(JSON.stringify(files, null, 2));
  else if (files.length > 0) io.stdout(table(columns, files.map(rowOf)));
  const records = files.reduce((sum, { rows }) => sum + rows, 0);
  io.stderr(`${counted(records, 'bad record')} in ${counted(files.length, 'file')}`);
  return exitCodes.good;
}

const columns = [
  { heading: 'table' },
  { heading: 'job' },
  { heading: 'records', right: true },
  { heading: 'seen to' },
  { heading: 'file' },
];

function rowOf({ tenant_id, table_name, job_id, rows, accepted, name }: QuarantineFile): string[] {
  return [`${tenant_id} ${table_name}`, job_id, count(rows), accepted ? 'yes' : 'no', name];
}
