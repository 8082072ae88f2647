import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterpreter, type Interpreter } from '../../asl/interpreter/interpreter.ts';
import type { ExecutionDescription } from '../../asl/interpreter/running-execution.ts';
import { TaskFailure, type TaskCall, type TaskHandler } from '../../asl/interpreter/tasks/handler.ts';
import type { JsonObject } from '../../asl/spec/states.ts';

const definition = (file: string) => readFileSync(join(import.meta.dirname, 'seed', `${file}.asl.json`), 'utf8');

const machines = {
  'PipelineOrchestrator-${Environment}': definition('pipeline-orchestrator'),
  'TenantProcessor-${Environment}': definition('tenant-processor'),
  'TableProcessor-${Environment}': definition('table-processor'),
};

export const orchestrator = 'PipelineOrchestrator-${Environment}';
export const tenantProcessor = 'TenantProcessor-${Environment}';
export const tableProcessor = 'TableProcessor-${Environment}';

export type Answer = (input: JsonObject, call: TaskCall) => unknown;
export type Name = keyof typeof intended;
export type Answers = Partial<Record<Name, Answer>>;

/** What a function gives beside its own result, so that later states find what they read. */
export const keeping =
  (result: JsonObject): Answer =>
  (input) => ({ ...input, ...result });

/** Answers with which the definitions get to their intended ends: those of states without ResultPath hand on their input. */
export const intended = {
  'pipeline-initializer': () => ({ mode: 'multi-tenant', job_id: 'job-1', tenants: [tenant('t1'), tenant('t2')] }),
  'result-aggregator': (input) => ({ ...input, status: 'completed', pipeline_config: { job_id: input['job_id'] } }),
  'completion-notifier': () => ({ notified: true }),
  'error-handler': () => ({ handled: true }),
  'table-discovery': () => ({ enabled_tables: [table('companies'), table('tickets')], table_count: 2 }),
  'table-result-evaluator': () => ({ should_trigger_canonical: true, completed_tables: ['companies', 'tickets'] }),
  'canonical-trigger': (input) => ({
    tenant_config: tenant(input['tenant_id'] as string),
    table_results: [],
    evaluation: { triggered: true },
  }),
  'table-initializer': () => ({ last_updated: '2026-01-01T00:00:00Z' }),
  'chunk-calculator': () => ({ total_chunks: 2, chunks: [chunk('c1'), chunk('c2')] }),
  'chunk-processor': keeping({ records: 10 }),
  'progress-tracker': (input) => ({ chunk_id: input['chunk_id']!, status: input['status']! }),
  'timeout-handler': keeping({ table_config: table('companies'), tenant_config: tenant('t1') }),
  'chunk-result-evaluator': () => ({ completed: 2 }),
  'timestamp-updater': (input) => ({
    table_config: table(input['table_name'] as string),
    tenant_config: tenant(input['tenant_id'] as string),
    chunk_results: input['chunk_results']!,
    table_evaluation: { completed: 2 },
  }),
} satisfies Record<string, Answer>;

export function tenant(id: string): JsonObject {
  return { tenant_id: id };
}

export function table(name: string): JsonObject {
  return { table_name: name };
}

export function chunk(id: string): JsonObject {
  return { chunk_id: id };
}

interface Call {
  name: Name;
  state: string;
  input: JsonObject;
  /** Seconds from the start. */
  at: number;
}

export interface Finished extends ExecutionDescription {
  calls: Call[];
  interpreter: Interpreter;
  callsOf: (name: Name) => JsonObject[];
}

export const startTime = Date.UTC(2026, 0, 1);

/** Runs one of the machines; `answers` take the place of the intended ones, `more` are handlers by other names. */
export async function run(
  machine: string,
  input: JsonObject,
  answers: Answers = {},
  more: Record<string, TaskHandler> = {},
): Promise<Finished> {
  const { interpreter, calls } = recording(answers, more);
  const result = await interpreter.start({ machine, input, name: 'run-1' }).result;
  return {
    ...result,
    interpreter,
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name).map((call) => call.input),
  };
}

export function recording(answers: Answers, more: Record<string, TaskHandler> = {}) {
  const calls: Call[] = [];
  const handler =
    (name: Name, answer: Answer): TaskHandler =>
    (given, call) => {
      const input = given as JsonObject;
      calls.push({ name, state: call.state, input, at: (call.clock.now() - startTime) / 1000 });
      return answer(input, call);
    };
  const functions = Object.entries({ ...intended, ...answers }).map(([name, answer]): [string, TaskHandler] => [
    `avesa-${name}-\${Environment}`,
    handler(name as Name, answer),
  ]);
  const interpreter = createInterpreter({
    machines,
    tasks: { ...Object.fromEntries(functions), ...more },
    startTime,
    seed: 'original definitions',
    stallAfter: 1000,
  });
  return { interpreter, calls };
}

export const pipelineInput = { tenant_id: null, table_name: null, force_full_sync: false };
export const tenantInput = { tenant_config: tenant('t1'), job_id: 'job-1', execution_id: 'run-1' };
export const tableInput = {
  table_config: table('companies'),
  tenant_config: tenant('t1'),
  job_id: 'job-1',
  execution_id: 'run-1',
};

export const failing = (name: string, times = Infinity): Answer => {
  let failed = 0;
  return (input) => {
    if (failed++ < times) throw new TaskFailure(name, 'scripted');
    return input;
  };
};

export const single: Answer = () => ({ mode: 'single-tenant', job_id: 'job-1', tenants: [tenant('t1')] });
