import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine, Retrier, State, StateMachine } from '../../asl/spec/states.ts';
import { root } from './documents.ts';
import { code, markdownTable } from './field-tables.ts';

const machines = [
  { original: 'pipeline-orchestrator', ours: 'pipelineOrchestrator' },
  { original: 'tenant-processor', ours: 'tenantProcessor' },
  { original: 'table-processor', ours: 'tableProcessor' },
];

/** Every state of the original definitions beside ours of the same name, and what ours have besides. */
export async function originalStates(): Promise<string> {
  const parts: string[] = [];
  for (const { original, ours } of machines) {
    const theirs = statesOf(await read(`test/asl/seed/${original}.asl.json`));
    const own = statesOf(await read(`asl/definitions/${ours}.asl.json`));
    const rows = [...theirs].map(([name, state]) => [
      code(name),
      wordsOf(state),
      own.has(name) ? wordsOf(own.get(name)!) : '**none**',
    ]);
    const more = [...own]
      .filter(([name]) => !theirs.has(name))
      .map(([name, state]) => [code(name), '', wordsOf(state)]);
    parts.push(`### ${ours}`, markdownTable(['state', 'the original', 'ours'], [...rows, ...more]));
  }
  return parts.join('\n\n');
}

const read = async (file: string): Promise<StateMachine> =>
  JSON.parse(await readFile(join(root, file), 'utf8')) as StateMachine;

function statesOf(machine: Machine, states = new Map<string, State>()): Map<string, State> {
  for (const [name, state] of Object.entries(machine.States)) {
    states.set(name, state);
    const {
      ItemProcessor,
      Iterator,
      Branches = [],
    } = state as { ItemProcessor?: Machine; Iterator?: Machine; Branches?: Machine[] };
    for (const inner of [ItemProcessor, Iterator, ...Branches]) if (inner !== undefined) statesOf(inner, states);
  }
  return states;
}

interface Limits {
  Resource?: string;
  MaxConcurrency?: number | string;
  TimeoutSeconds?: number | string;
  Retry?: Retrier[];
  Catch?: unknown[];
}

function wordsOf(state: State): string {
  const { Resource = '', MaxConcurrency, TimeoutSeconds, Retry = [], Catch = [] } = state as Limits;
  const parts = [
    Resource.includes('startExecution') ? 'child' : state.Type,
    MaxConcurrency === undefined ? '' : `${MaxConcurrency} at once`,
    TimeoutSeconds === undefined ? '' : `${TimeoutSeconds} s`,
    ...Retry.filter(({ ErrorEquals: [first] }) => first?.startsWith('Lambda.') !== true).map(retryWords),
    Catch.length === 0 ? '' : 'caught',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** The policy's list of types that are not retried is long, and the same everywhere. */
function retryWords({ ErrorEquals, IntervalSeconds, MaxAttempts, BackoffRate }: Retrier): string {
  const names = ErrorEquals.length > 3 ? `${ErrorEquals[0]!} and others` : ErrorEquals.join(', ');
  if (MaxAttempts === 0) return `${names}: never again`;
  return `${names}: ${String(MaxAttempts)} retries, ${String(IntervalSeconds)} s x ${String(BackoffRate)}`;
}
