import type { QuarantineFile, StateStore } from '../../../activities/ports.ts';
import { Problem, WrongUsage } from '../../problems.ts';
import { suggestion } from '../../text/near-misses.ts';
import { quoted } from '../../text/one-line.ts';

export interface Chosen {
  tenant?: string;
  table?: string;
  job?: string;
  all?: true;
}

/** The files that the options choose, seen to or not. */
export async function filesBy(state: StateStore, { tenant, table, job }: Chosen): Promise<QuarantineFile[]> {
  return state.quarantine.list({
    ...(tenant === undefined ? {} : { tenant_id: tenant }),
    ...(table === undefined ? {} : { table_name: table }),
    ...(job === undefined ? {} : { job_id: job }),
  });
}

/** The named files, else those that the options choose and nobody has seen to. @throws Problem, WrongUsage */
export async function chosenFiles(
  state: StateStore,
  names: readonly string[],
  options: Chosen,
): Promise<QuarantineFile[]> {
  const files = await filesBy(state, options);
  const isFiltered = options.tenant !== undefined || options.table !== undefined || options.job !== undefined;
  if (names.length === 0) {
    if (!isFiltered && options.all !== true)
      throw new WrongUsage('name files, or choose them by --tenant, --table or --job, or --all');
    return files.filter(({ accepted }) => !accepted);
  }
  return [...new Set(names)].map((name) => {
    const file = files.find((each) => each.name === name);
    if (file !== undefined) return file;
    const known = files.map((each) => each.name);
    throw new Problem(`there is no quarantine file ${quoted(name)}${suggestion(name, known, 'there are none')}`);
  });
}
