import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { existingData } from '../../parts/config.ts';
import { withState } from '../../parts/state.ts';
import { counted } from '../../text/amounts.ts';
import { chosenFiles, type Chosen } from './select.ts';

export async function acceptFiles(names: readonly string[], options: Chosen, io: Io): Promise<ExitCode> {
  const files = await withState(existingData(io), async (state) => {
    const chosen = await chosenFiles(state, names, options);
    await state.quarantine.accept(chosen.map(({ name }) => name));
    return chosen;
  });
  const records = files.reduce((sum, { rows }) => sum + rows, 0);
  io.stderr(
    `${counted(records, 'bad record')} in ${counted(files.length, 'file')} count as seen to; they stay in the lake`,
  );
  return exitCodes.good;
}
