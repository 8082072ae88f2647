import type { DefineCommand } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { existingData } from '../parts/config.ts';
import { positiveInteger } from '../parts/options.ts';
import { withState } from '../parts/state.ts';
import { listJobs } from './status/jobs.ts';
import { showJob } from './status/job.ts';

interface Options {
  json?: true;
  limit: number;
}

export const statusCommand: DefineCommand = (command, io, ends) => {
  command
    .argument('[job]', 'a job id, as the list shows it')
    .option('--limit <n>', 'how many jobs to list', positiveInteger('--limit'), 20)
    .option('--json', 'print JSON')
    .action(ends((job: string | undefined, options: Options): Promise<ExitCode> => statusOf(job, options, io)));
};

async function statusOf(job: string | undefined, options: Options, io: Io): Promise<ExitCode> {
  const config = existingData(io);
  return withState(config, (state) =>
    job === undefined ? listJobs(state, options, io) : showJob({ state, config }, job, options, io),
  );
}
