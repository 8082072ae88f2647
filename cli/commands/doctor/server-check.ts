import type { Config } from '../../../worker/config.ts';
import { findServer, withClient } from '../../parts/temporal.ts';
import { pollersOf } from '../../parts/pollers.ts';
import { counted } from '../../text/amounts.ts';
import type { Finding } from './checks.ts';

/** Is there a server now, does it answer, and does a worker poll it? */
export async function serverCheck(config: Config): Promise<Finding> {
  const server = await findServer(config);
  if (server === undefined) {
    return {
      verdict: 'note',
      what: 'no Temporal server runs now',
      advice: "'avesa start' and 'avesa dev' run their own",
    };
  }
  try {
    const pollers = await withClient(config, server, (client) => pollersOf(client, config.task_queue));
    const what = `Temporal server at ${server.address}, ${counted(pollers, 'worker')} at task queue '${config.task_queue}'`;
    if (pollers > 0) return { verdict: 'good', what };
    return { verdict: 'note', what, advice: "'avesa worker' starts one" };
  } catch (error) {
    return { verdict: 'bad', what: 'Temporal server', advice: error instanceof Error ? error.message : String(error) };
  }
}
