import { expect, test } from 'vitest';
import { comparedPaths } from '../../../cli/commands/cost/compared-paths.ts';
import { billedByOriginal, billedByOurs, type Run } from './billed-run.ts';

/** So many times through the path with these states, and so many retries in all. */
interface Passed {
  times: number;
  states: string;
  retries?: number;
}

const usual: Run = { mode: 'multi-tenant', tenants: 2, tables: 3, chunks: 4, transforms: true, fails: {} };

const initialized = 'InitializePipeline > DetermineProcessingMode';
const announced = `${initialized} > MultiTenantProcessing > AggregateMultiTenantResults > NotifyCompletion`;
const discovered = 'DiscoverTenantTables > ValidateTableDiscovery';
const evaluated = `${discovered} > CheckTableCount > ParallelTableProcessing > EvaluateTableResults > CheckCanonicalTransformTrigger`;
const transformed = `${evaluated} > TriggerCanonicalTransformation > TenantProcessingComplete`;
const planned = 'InitializeTableProcessing > CalculateChunks > ValidateChunkPlan';
const committed = `${planned} > ProcessChunks > EvaluateChunkResults > UpdateLastUpdatedTimestamp > TableProcessingComplete`;

const run = { times: 1, states: announced };
const tenants = [
  { times: 2, states: 'ProcessTenant' },
  { times: 2, states: transformed },
];
const tables = [
  { times: 6, states: 'ProcessTable' },
  { times: 6, states: committed },
];
const chunks = { times: 24, states: 'ProcessChunk > UpdateChunkProgress' };

const rows: { what: string; does: Partial<Run>; passes: Passed[]; passesInOriginal?: Passed[] }[] = [
  { what: 'everything completes', does: {}, passes: [run, ...tenants, ...tables, chunks] },
  {
    what: 'one tenant alone',
    does: { mode: 'single-tenant', tenants: 1, tables: 1, chunks: 1 },
    passes: [
      { times: 1, states: `${initialized} > SingleTenantProcessing > AggregateSingleTenantResults > NotifyCompletion` },
      { times: 1, states: transformed },
      { times: 1, states: 'ProcessTable' },
      { times: 1, states: committed },
      { times: 1, states: 'ProcessChunk > UpdateChunkProgress' },
    ],
  },
  {
    what: 'nothing to transform',
    does: { transforms: false },
    passes: [
      run,
      { times: 2, states: 'ProcessTenant' },
      { times: 2, states: `${evaluated} > TenantProcessingComplete` },
      ...tables,
      chunks,
    ],
  },
  {
    what: 'no tables',
    does: { tables: null },
    passes: [run, { times: 2, states: 'ProcessTenant' }, { times: 2, states: `${discovered} > NoTablesFound` }],
  },
  {
    what: 'no table is enabled',
    does: { tables: 0 },
    passes: [
      run,
      { times: 2, states: 'ProcessTenant' },
      { times: 2, states: `${discovered} > CheckTableCount > NoTablesEnabled` },
    ],
  },
  {
    what: 'no new data',
    does: { chunks: 0 },
    passes: [
      run,
      ...tenants,
      { times: 6, states: 'ProcessTable' },
      { times: 6, states: `${planned} > NoDataToProcess` },
    ],
  },
  {
    what: 'each chunk fails, after three retries',
    does: { fails: { processChunk: 'Broken' } },
    passes: [run, ...tenants, ...tables, { times: 24, states: 'ProcessChunk > ChunkProcessingFailed', retries: 72 }],
  },
  {
    what: 'each table fails, after three retries of its first step and two of its own',
    does: { fails: { initializeTableProcessing: 'Broken' } },
    passes: [
      run,
      ...tenants,
      { times: 6, states: 'ProcessTable > TableProcessingFailed', retries: 12 },
      { times: 18, states: 'InitializeTableProcessing', retries: 54 },
    ],
  },
  {
    what: 'the pipeline cannot begin, after three retries',
    does: { fails: { initializePipeline: 'Broken' } },
    passes: [{ times: 1, states: 'InitializePipeline > HandleInitializationFailure > PipelineFailure', retries: 3 }],
  },
  {
    what: 'an unknown mode',
    does: { mode: 'no-tenant' },
    passes: [{ times: 1, states: `${initialized} > HandleInvalidMode` }],
  },
  {
    what: 'nobody can be told of the end',
    does: { fails: { notifyCompletion: 'Broken' } },
    passes: [{ times: 1, states: `${announced} > Return`, retries: 4 }, ...tenants, ...tables, chunks],
    passesInOriginal: [run, ...tenants, ...tables, chunks],
  },
  {
    what: 'no table can be processed',
    does: { fails: { initializeTableProcessing: 'InvalidInput' } },
    passes: [
      run,
      ...tenants,
      { times: 6, states: 'ProcessTable' },
      { times: 6, states: 'InitializeTableProcessing > TableCannotBeProcessed' },
    ],
    passesInOriginal: [
      run,
      ...tenants,
      { times: 6, states: 'ProcessTable > TableProcessingFailed', retries: 12 },
      { times: 18, states: 'InitializeTableProcessing', retries: 54 },
    ],
  },
];

const billedFor = (passes: readonly Passed[], side: 'ours' | 'original') =>
  passes.reduce((sum, { times, states, retries = 0 }) => {
    const found = comparedPaths.find((path) => path.states.join(' > ') === states);
    return sum + times * found![side]! + retries;
  }, 0);

test.each(rows)('a run ($what) is billed for its paths, as many times as it takes them', async (row) => {
  const { does, passes, passesInOriginal = passes } = row;
  expect(await billedByOriginal({ ...usual, ...does })).toBe(billedFor(passesInOriginal, 'original'));
  expect(await billedByOurs({ ...usual, ...does })).toBe(billedFor(passes, 'ours'));
});
