import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';

/** Gives a commander command its description, arguments, options and action. */
export type DefineCommand = (command: Command, io: Io, ends: Ends) => void;

/** Makes an action of a function that gives the exit code: `.action(ends((job, options) => status(job, options, io)))`. */
export type Ends = <A extends unknown[]>(run: (...args: A) => Promise<ExitCode>) => (...args: A) => Promise<void>;

export interface CommandEntry {
  name: string;
  summary: string;
  /** Loaded only when the command line names it: `avesa --help` need not load DuckDB and Temporal. */
  load: () => Promise<DefineCommand>;
}
