import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { endOf, startRig, taskQueue, type Rig } from '../../workflows/rig.ts';
import { asJson, Player, thrown, type Run, type Scenario } from './scenario.ts';

/** Workflows of one source, with the activities that they call. */
export interface Source {
  /** Unique, letters and digits. */
  id: string;
  file: string;
  workflows: readonly string[];
  activities: readonly string[];
}

export interface TemporalEngine {
  run(source: Source, workflow: string, scenario: Scenario): Promise<Run>;
  stop(): Promise<void>;
}

/** One server and one worker for all sources, in one bundle. */
export async function startTemporal(sources: readonly Source[]): Promise<TemporalEngine> {
  const players = new Map<string, Player>();
  const names = new Set(sources.flatMap((source) => source.activities));
  const activities = Object.fromEntries([...names].map((name) => [name, activity(name, players)]));
  const workflows = await bundle(sources);
  let rig = await startRig({ bundle: workflows, activities });
  let count = 0;
  const attempt = async (source: Source, workflow: string, scenario: Scenario): Promise<Run | undefined> => {
    count += 1;
    const timesOut = Object.entries(scenario.activities).flatMap(([name, steps]) =>
      steps.some((step) => step.times_out) ? [name] : [],
    );
    const workflowId = `${source.id}-${count}!${timesOut.join(',')}`;
    const player = new Player(scenario);
    players.set(workflowId, player);
    const ended = outcomeOf(rig, `${source.id}$${workflow}`, workflowId, scenario);
    const run = await Promise.race([ended.then((outcome): Run => ({ outcome, calls: player.calls })), after(stuckMs)]);
    if (run !== undefined) return run;
    // A call that still waits for its end would outlive the connection.
    await rig.env.client.workflow.getHandle(workflowId).terminate();
    await Promise.race([ended.catch(() => undefined), after(stuckMs)]);
    return undefined;
  };
  return {
    run: async (source, workflow, scenario) => {
      for (let tries = 1; tries <= 3; tries += 1) {
        const run = await attempt(source, workflow, scenario);
        if (run !== undefined) return run;
        // The time-skipping server may stop skipping after a time-out, or on a busy machine: another one does not.
        await rig.stop();
        rig = await startRig({ bundle: workflows, activities });
      }
      throw new Error(`'${workflow}' does not end on Temporal`);
    },
    stop: () => rig.stop(),
  };
}

/** Longer than any run takes while time is skipped. */
const stuckMs = 25_000;
const after = (ms: number): Promise<undefined> => wait(ms, undefined, { ref: false });

async function outcomeOf(rig: Rig, type: string, workflowId: string, scenario: Scenario): Promise<Run['outcome']> {
  const handle = await rig.env.client.workflow.start(type, {
    taskQueue,
    workflowId,
    args: [scenario.input],
    workflowExecutionTimeout: '400 days',
  });
  const { outcome } = await endOf(handle);
  if (outcome.status === 'completed') return { completed: asJson(outcome.result) };
  if (outcome.status !== 'failed') return { failed: outcome.status, message: '' };
  const isBuiltIn = /^(Error|TypeError|RangeError|SyntaxError|ReferenceError|EvalError|URIError)$/.test(outcome.type);
  return { failed: isBuiltIn ? 'WorkflowError' : outcome.type, message: outcome.message };
}

const activity =
  (name: string, players: ReadonlyMap<string, Player>) =>
  async (input: unknown): Promise<unknown> => {
    const { workflowId } = Context.current().info.workflowExecution!;
    const step = players.get(workflowId.split('/')[0]!)!.next(name, asJson(input));
    if (step.times_out) await wait(1_300);
    if (step.throws === undefined) return step.returns ?? null;
    const { type, message } = thrown(step);
    throw ApplicationFailure.create({ type, message });
  };

async function bundle(sources: readonly Source[]): Promise<WorkflowBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-samples-'));
  const entry = join(folder, 'entry.ts');
  const lines = sources.map(({ id, file, workflows }) => {
    const names = workflows.map((name) => `${name} as ${id}$${name}`);
    return `export { ${names.join(', ')} } from ${JSON.stringify(file)};`;
  });
  await writeFile(entry, `${lines.join('\n')}\n`);
  const said: string[] = [];
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: entry,
      workflowInterceptorModules: [fileURLToPath(new URL('interceptors.ts', import.meta.url))],
      logger: new DefaultLogger('WARN', ({ message }) => said.push(message)),
      webpackConfigHook: (config) => ({
        ...config,
        resolve: {
          ...config.resolve,
          modules: [
            ...(config.resolve?.modules ?? []),
            'node_modules',
            fileURLToPath(new URL('../../../node_modules', import.meta.url)),
          ],
          alias: {
            ...(config.resolve?.alias as Record<string, string> | undefined),
            'avesa/constructs': fileURLToPath(new URL('../../../workflows/constructs.ts', import.meta.url)),
          },
        },
      }),
    });
    return { code };
  } catch (error) {
    throw new Error(`the samples cannot be bundled: ${said.join('; ')}`, { cause: error });
  } finally {
    await rm(folder, { recursive: true });
  }
}
