import { readFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from './config.ts';

/** A server and how to speak to it: the settings' own, or a dev server of ours. */
export interface TemporalTarget {
  address: string;
  settings: TemporalSettings;
}

/** A client for starting and watching runs; close its `connection`. @throws Error that names the address */
export async function connectClient(target: TemporalTarget): Promise<Client> {
  const options = await connectionOptions(target);
  const connection = await reached(target, () => Connection.connect({ ...options, connectTimeout: '10 seconds' }));
  return new Client({ connection, namespace: target.settings.namespace });
}

export async function connectWorker(target: TemporalTarget): Promise<NativeConnection> {
  const options = await connectionOptions(target);
  return reached(target, () => NativeConnection.connect(options));
}

async function connectionOptions({ address, settings }: TemporalTarget) {
  const [ca, crt, key] = await Promise.all([settings.tls_ca, settings.tls_cert, settings.tls_key].map(readPem));
  return {
    address,
    ...(settings.api_key === null ? {} : { apiKey: settings.api_key }),
    ...(settings.tls
      ? {
          tls: {
            ...(ca === undefined ? {} : { serverRootCACertificate: ca }),
            ...(crt === undefined || key === undefined ? {} : { clientCertPair: { crt, key } }),
          },
        }
      : {}),
  };
}

async function readPem(path: string | null): Promise<Buffer | undefined> {
  return path === null ? undefined : readFile(path);
}

async function reached<T>({ address }: TemporalTarget, connect: () => Promise<T>): Promise<T> {
  try {
    return await connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the Temporal server at ${address} cannot be reached: ${reason}; check TEMPORAL_ADDRESS`, {
      cause: error,
    });
  }
}
