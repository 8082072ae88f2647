import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Level, MachineName } from '../../../cli/commands/cost/compared-path.ts';
import type { Machine, StateMachine } from '../../../asl/spec/states.ts';
import { root } from '../../docs/documents.ts';
import { iterationsOf } from './walk-paths.ts';

/** States that follow each other: a machine's own, or those of one iteration of a Map in it. */
export interface Scope {
  level: Level;
  machine: MachineName;
  map: string | null;
  ours: Machine;
  /** Null: the original has no such Map. */
  original: Machine | null;
}

const machines: { name: MachineName; original: string; level: Level }[] = [
  { name: 'pipelineOrchestrator', original: 'pipeline-orchestrator', level: 'run' },
  { name: 'tenantProcessor', original: 'tenant-processor', level: 'tenant' },
  { name: 'tableProcessor', original: 'table-processor', level: 'table' },
];

/** An iteration is billed to what it is for; one for a batch, to what is divided. */
const iterationLevels: Readonly<Record<string, Level>> = {
  MultiTenantProcessing: 'tenant',
  ProcessTenantBatches: 'run',
  ParallelTableProcessing: 'table',
  ProcessBatches: 'table',
  ProcessChunks: 'chunk',
};

/** Of our checked-in definitions and of the original ones. @throws Error for a Map whose level nobody has given */
export const scopes: readonly Scope[] = machines.flatMap(({ name, original, level }) => {
  const [ours, theirs] = [read(`asl/definitions/${name}.asl.json`), read(`test/asl/seed/${original}.asl.json`)];
  const iterations = iterationsOf(theirs);
  const unmatched = [...iterations.keys()].filter((map) => !iterationsOf(ours).has(map));
  if (unmatched.length > 0) throw new Error(`ours have no Map ${unmatched.join(', ')}`);
  return [
    { level, machine: name, map: null, ours, original: theirs },
    ...[...iterationsOf(ours)].map(([map, machine]) => ({
      level: levelOf(map),
      machine: name,
      map,
      ours: machine,
      original: iterations.get(map) ?? null,
    })),
  ];
});

function read(file: string): StateMachine {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as StateMachine;
}

function levelOf(map: string): Level {
  const level = iterationLevels[map];
  if (level === undefined) throw new Error(`what is an iteration of ${map} for: a tenant, a table, a chunk?`);
  return level;
}
