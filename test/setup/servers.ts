import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { workflowBundle } from '../../worker/bundle.ts';
import { findTemporalBinary } from '../../worker/temporal-binary.ts';
import { findTestServer } from '../../worker/test-server.ts';

/** A path, or why there is none: a test that needs it fails with that text, the others run. */
export type Found = { path: string } | { problem: string };

declare module 'vitest' {
  export interface ProvidedContext {
    temporalBinary: Found;
    testServer: Found;
    workflowBundle: Found;
  }
}

/** Obtains both servers and bundles the workflows, once for a run of the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-tests-'));
  const finding = { env: process.env, report: reportSlowly() };
  project.provide('temporalBinary', await found(() => findTemporalBinary(finding)));
  project.provide('testServer', await found(() => findTestServer(finding)));
  project.provide(
    'workflowBundle',
    await found(async () => {
      const path = join(folder, 'workflow-bundle.js');
      await writeFile(path, (await workflowBundle()).code);
      return path;
    }),
  );
  return () => rm(folder, { recursive: true });
}

async function found(find: () => Promise<string>): Promise<Found> {
  try {
    return { path: await find() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A line when something starts to take its time, and one more every ten seconds. */
function reportSlowly(): (what: string, elapsedSeconds: number) => void {
  return (what, elapsedSeconds) => {
    if (elapsedSeconds % 10 === 0) console.error(`${what} (${elapsedSeconds} s)`);
  };
}
