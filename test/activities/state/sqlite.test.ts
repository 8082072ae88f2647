import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteState } from '../../../activities/state/sqlite.ts';
import type { StateStore } from '../../../activities/ports.ts';
import { stateStoreContract } from './contract.ts';

stateStoreContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-state-'));
  const handles: StateStore[] = [];
  const reopen = async () => {
    const handle = await openSqliteState(join(folder, 'state.db'));
    handles.push(handle);
    return handle;
  };
  return {
    store: await reopen(),
    reopen,
    async close() {
      for (const handle of handles) await handle.close();
      await rm(folder, { recursive: true });
    },
  };
});
