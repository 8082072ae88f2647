import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { substitute, substitutionsOf } from '../../asl/compiler/substitute.ts';
import { createInterpreter, type Interpreter } from '../../asl/interpreter/interpreter.ts';
import type { RunningExecution } from '../../asl/interpreter/running-execution.ts';
import type { Json, StateMachine } from '../../asl/spec/states.ts';
import type { Config } from '../../worker/config.ts';
import type { Io } from '../io.ts';
import { aborted } from '../parts/aborted.ts';
import { openedPorts } from '../parts/ports.ts';
import { Problem } from '../problems.ts';
import { followInterpreter } from '../progress/follow-interpreter.ts';
import type { Engine } from './engine.ts';
import { lockRun } from './run-locks.ts';

const machineNames = ['pipelineOrchestrator', 'tenantProcessor', 'tableProcessor'];
/** Beside this file the build has a copy. */
const definitions = new URL('../../asl/definitions/', import.meta.url);

/**
 * The compiled definitions on the interpreter, in real time, with the activities in this process, for as long as `use` takes.
 * Then what still runs is stopped and awaited, unless the user is in a hurry.
 */
export async function withAslEngine<T>(
  config: Config,
  io: Pick<Io, 'env' | 'hurry'>,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { createActivities } = await import('../../activities/index.ts');
  const { hostTasks } = await import('../../worker/asl.ts');
  const { createLog } = await import('../../worker/log.ts');
  const log = createLog({ level: config.log_level, file: join(config.data, 'logs', 'asl.log') });
  const ports = await openedPorts(config, io, log);
  const { tasks, settled } = hostTasks(createActivities(ports));
  const interpreter = createInterpreter({ machines: await ourMachines(), tasks, clock: 'real' });
  try {
    return await use(engineOf(interpreter, config));
  } finally {
    // Left in a hurry, the locks stay: the next start sees by them what was left.
    if (!io.hurry.aborted) {
      for (const execution of interpreter.executions()) execution.stop();
      await Promise.race([settled(), aborted(io.hurry)]);
    }
    if (!io.hurry.aborted) await ports.close();
  }
}

/** Functions and machines are found by their names. */
async function ourMachines(): Promise<Record<string, StateMachine>> {
  const machines: Record<string, StateMachine> = {};
  for (const name of machineNames) {
    const definition = JSON.parse(await readFile(new URL(`${name}.asl.json`, definitions), 'utf8')) as StateMachine;
    const { activities, workflows } = substitutionsOf(definition);
    const functions = activities.map((activity): [string, string] => [activity, activity]);
    const children = workflows.map((workflow): [string, string] => [
      workflow,
      `arn:aws:states:us-east-1:123456789012:stateMachine:${workflow}`,
    ]);
    machines[name] = substitute(definition, Object.fromEntries([...functions, ...children]));
  }
  return machines;
}

function engineOf(interpreter: Interpreter, { data }: Config): Engine {
  const executions = new Map<string, RunningExecution>();
  return {
    place: 'in this process, by its Step Functions definitions',
    start(workflowId, input) {
      const release = lockRun(data, workflowId);
      if (release === undefined) throw new Problem(`${workflowId} is running already: 'avesa status' shows the jobs`);
      const execution = interpreter.start({
        machine: 'pipelineOrchestrator',
        name: workflowId,
        input: JSON.parse(JSON.stringify(input)) as Json,
      });
      void execution.result.then(release);
      executions.set(execution.executionArn, execution);
      return Promise.resolve({ workflowId, runId: execution.executionArn });
    },
    follow: ({ runId }) => followInterpreter(interpreter, executions.get(runId)!),
    cancel({ runId }) {
      executions.get(runId)!.stop();
      return Promise.resolve();
    },
    whyIdle: () => Promise.resolve('its first activity has not ended'),
    leaves: ({ job_id }) => `it ends with this process; 'avesa run --engine asl --resume ${job_id}' goes on with it`,
  };
}
