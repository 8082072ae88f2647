import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { ConfigError, readConfig, type Config } from '../../worker/config.ts';
import type { Io } from '../io.ts';
import { Problem, Problems } from '../problems.ts';
import { quoted } from '../text/one-line.ts';

/** The settings of this environment. @throws Problems, a line for each wrong one */
export function configOf(io: Pick<Io, 'env'>): Config {
  try {
    return readConfig(io.env);
  } catch (error) {
    if (error instanceof ConfigError) throw new Problems(error.problems);
    throw error;
  }
}

/** @throws Problem where nothing has been made yet: a question about the data makes no data folder */
export function existingData(io: Pick<Io, 'env'>): Config {
  const config = configOf(io);
  if (existsSync(config.state)) return config;
  throw new Problem(
    `there is no data in ${quoted(config.data)}: 'avesa start' or 'avesa tenants import' makes it, AVESA_DATA names another folder`,
  );
}

/** A path as people read it: relative where it lies below the working folder. */
export function shownPath(path: string, io: Pick<Io, 'cwd'>): string {
  const below = relative(io.cwd, path);
  return below === '' || below.startsWith('..') ? path : below;
}
