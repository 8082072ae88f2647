import type { Config } from '../../worker/config.ts';
import type { Io } from '../io.ts';
import { shownPath } from '../parts/config.ts';
import type { Outcome } from '../pipeline/outcome.ts';
import type { Screen } from '../screen.ts';

/** Where everything is now, and what to try next. */
export function showSummary(
  { config, io, screen }: { config: Config; io: Io; screen: Screen },
  { job_id }: Outcome,
): void {
  const sql = `SELECT status, count(*) AS tickets FROM canonical.tickets WHERE is_current GROUP BY ALL ORDER BY 2 DESC`;
  const lines = [
    ['data', `${shownPath(config.lake, io)} (Parquet); 'npx avesa data tables' lists it`],
    ['query', `npx avesa data sql "${sql}"`],
    ['job', `npx avesa status ${job_id}`],
    ['bad rows', 'npx avesa quarantine list'],
    ['UI', "'npx avesa dev' keeps everything up and prints the address of Temporal's"],
    [
      'again',
      "'npm start' changes 1 % of the demo's rows and fetches only what changed; 'npx avesa reset' removes all",
    ],
  ];
  screen.say('');
  for (const [name = '', text = ''] of lines) screen.say(`${name.padEnd(9)}${text}`);
}
