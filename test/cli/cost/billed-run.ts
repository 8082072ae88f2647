import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { substitute, substitutionsOf } from '../../../asl/compiler/substitute.ts';
import { createInterpreter, TaskFailure } from '../../../asl/index.ts';
import type { Json, StateMachine } from '../../../asl/spec/states.ts';
import { orchestrator, pipelineInput, run, table, tenant, type Answers } from '../../asl/run-original.ts';
import { root } from '../../docs/documents.ts';

/** What a whole run of the pipeline does, on either set of definitions. */
export interface Run {
  mode: 'multi-tenant' | 'single-tenant' | 'no-tenant';
  tenants: number;
  /** Null: a tenant has no list of tables. */
  tables: number | null;
  chunks: number;
  transforms: boolean;
  /** The activities of ours that fail whenever they are called, with this error. */
  fails: Readonly<Record<string, string>>;
}

const many = <T>(count: number, make: (id: string) => T) =>
  Array.from({ length: count }, (_, index) => make(`n${index}`));

/** @returns billed transitions of all executions of a run of the original definitions */
export async function billedByOriginal({ mode, tenants, tables, chunks, transforms, fails }: Run): Promise<number> {
  const answers: Answers = {
    'pipeline-initializer': () => ({ mode, job_id: 'job-1', tenants: many(tenants, tenant) }),
    'table-discovery': () =>
      tables === null ? { table_count: 0 } : { enabled_tables: many(tables, table), table_count: tables },
    'chunk-calculator': () => ({ total_chunks: chunks, chunks: many(chunks, (chunk_id) => ({ chunk_id })) }),
    ...(transforms ? {} : { 'table-result-evaluator': () => ({ should_trigger_canonical: false }) }),
  };
  for (const [activity, error] of Object.entries(fails)) {
    answers[functions[activity]!] = () => {
      throw new TaskFailure(error, 'scripted');
    };
  }
  const { interpreter } = await run(orchestrator, pipelineInput, answers);
  return billed(interpreter);
}

const functions: Readonly<Record<string, keyof Answers>> = {
  initializePipeline: 'pipeline-initializer',
  initializeTableProcessing: 'table-initializer',
  processChunk: 'chunk-processor',
  notifyCompletion: 'completion-notifier',
};

const names = ['pipelineOrchestrator', 'tenantProcessor', 'tableProcessor'];
const definitions = names.map(
  (name) => JSON.parse(readFileSync(join(root, `asl/definitions/${name}.asl.json`), 'utf8')) as StateMachine,
);
const activities = [...new Set(definitions.flatMap((definition) => substitutionsOf(definition).activities))];
const arn = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
const arns = Object.fromEntries([
  ...activities.map((name) => [name, name]),
  ...names.map((name) => [name, arn(name)]),
]) as Record<string, string>;

/** @returns billed transitions of all executions of a run of our definitions */
export async function billedByOurs(run: Run): Promise<number> {
  const answers = answersOf(run);
  const interpreter = createInterpreter({
    machines: Object.fromEntries(names.map((name, index) => [name, substitute(definitions[index]!, arns)])),
    tasks: Object.fromEntries(
      activities.map((name) => [
        name,
        () => {
          const error = run.fails[name];
          if (error !== undefined) throw new TaskFailure(error, JSON.stringify({ errorType: error }));
          return answers[name] ?? null;
        },
      ]),
    ),
    seed: 'billed run',
  });
  await interpreter.start({ machine: 'pipelineOrchestrator', input: {} }).result;
  return billed(interpreter);
}

const billed = (interpreter: ReturnType<typeof createInterpreter>) =>
  interpreter.executions().reduce((sum, execution) => sum + execution.describe().billedTransitions, 0);

/** By activity; what is left out gives null. */
function answersOf({ mode, tenants, tables, chunks, transforms }: Run): Record<string, Json> {
  return {
    initializePipeline: {
      ...{ mode, job_id: 'j', execution_id: 'j', batches: [], started_at: '2026-01-01T00:00:00Z' },
      tenants: many(tenants, (tenant_id) => ({ tenant_id, priority: 'normal' })),
    },
    discoverTenantTables: {
      ...(tables === null ? {} : { enabled_tables: many(tables, (table_name) => ({ table_name })) }),
      table_count: tables ?? 0,
    },
    initializeTableProcessing: { status: 'ready', running_in: null, owner: 'j', fence: 1 },
    calculateChunks: {
      ...{ total_chunks: chunks, batches: [], message: 'exact' },
      chunks: many(chunks, (chunk_id) => ({ chunk_id })),
    },
    processChunk: { chunk_id: 'n0', records_processed: 5 },
    evaluateChunkResults: {
      ...{ status: 'completed', total_chunks: chunks, failed_chunks: 0, records_processed: 5, error: null },
    },
    evaluateTableResults: {
      ...{ status: 'completed', should_trigger_canonical: transforms, completed_tables: [] },
      ...{ records_processed: 5, tables_processed: 1, error: null },
    },
    aggregateResults: { status: 'completed' },
  };
}
