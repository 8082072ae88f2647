import type { Client } from '@temporalio/client';
import type { Config } from '../../worker/config.ts';
import { NothingFound } from '../../worker/finding.ts';
import { Problem } from '../problems.ts';

export interface Server {
  address: string;
  /** Only of a dev server of ours. */
  ui_url: string | null;
}

/** The server that the settings name, else the one that an `avesa` of this data folder runs now. */
export async function findServer(config: Config): Promise<Server | undefined> {
  if (config.temporal.address !== null) return { address: config.temporal.address, ui_url: null };
  const { findDevServer } = await import('../../worker/dev-server.ts');
  return findDevServer(config.data);
}

/** @throws Problem */
export async function knownServer(config: Config): Promise<Server> {
  const server = await findServer(config);
  if (server !== undefined) return server;
  throw new Problem(
    `no Temporal server runs for ${config.data}: start one with 'avesa dev', or name one by TEMPORAL_ADDRESS`,
  );
}

/** Connects, for as long as `use` takes. @throws Problem when the server does not answer */
export async function withClient<T>(config: Config, server: Server, use: (client: Client) => Promise<T>): Promise<T> {
  const { connectClient } = await import('../../worker/connection.ts');
  const target = { address: server.address, settings: config.temporal };
  const client = await asProblem(() => connectClient(target));
  try {
    return await use(client);
  } finally {
    await client.connection.close();
  }
}

/** For calls whose errors are about the machine and its settings, said in one line, never about our code. */
export async function asProblem<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && (error.constructor === Error || error instanceof NothingFound))
      throw new Problem(error.message, undefined, error);
    throw error;
  }
}
