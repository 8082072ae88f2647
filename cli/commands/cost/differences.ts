import type { ComparedPath, End, MachineName } from './compared-path.ts';

/** Reasons by the state's name. */
type Reasons = Readonly<Record<string, string>>;

/** The only states that ours may have on a path whose other steps are the original's, and why they are there. */
export const extraStates: Readonly<Partial<Record<MachineName, Reasons>>> = {
  pipelineOrchestrator: {
    Return: 'the original fails a finished run that could not be announced; ours ends with its results',
  },
  tableProcessor: {
    IfResume:
      'a chunk that stopped goes on a bounded number of times; the original starts its whole table again, for ever',
    TableCannotBeProcessed:
      'a failure that no retry mends is the outcome of the table; the original fails, and its table is tried twice more',
  },
};

interface PathsApart {
  machine: MachineName;
  of: 'ours' | 'original';
  /** What such a path passes. */
  passes: readonly string[];
  end?: End;
  why: string;
}

/** Why a path of one has no counterpart with the same steps in the other. */
const pathsApart: readonly PathsApart[] = [
  {
    machine: 'pipelineOrchestrator',
    of: 'ours',
    passes: ['ProcessTenantBatches'],
    why: 'more than 500 tenants are divided: the history of one execution holds 25,000 events',
  },
  {
    machine: 'pipelineOrchestrator',
    of: 'ours',
    passes: ['ProcessTenantBatch'],
    why: 'a batch of tenants is an execution of its own, and one that failed is counted',
  },
  {
    machine: 'pipelineOrchestrator',
    of: 'original',
    passes: ['SingleTenantProcessing'],
    end: 'fails',
    why: 'ours goes on after the failure of a single tenant, as the Map does after that of one of many',
  },
  {
    machine: 'tenantProcessor',
    of: 'original',
    passes: ['TriggerCanonicalTransformation'],
    end: 'fails',
    why: 'ours goes on after a failed transformation: the tenant has its tables, and is partial',
  },
  {
    machine: 'tableProcessor',
    of: 'ours',
    passes: ['ProcessBatches'],
    why: 'more than 200 chunks are divided: the history of one execution holds 25,000 events',
  },
  {
    machine: 'tableProcessor',
    of: 'ours',
    passes: ['ProcessBatch'],
    why: 'a batch of chunks is an execution of its own, and one that failed leaves its chunks missing',
  },
  {
    machine: 'tableProcessor',
    of: 'ours',
    passes: ['HandleChunkTimeout', 'ChunkProcessingFailed'],
    why: 'a chunk that stopped too often has failed; the original resumes it for ever',
  },
];

/** Undefined: the other has a path with the same steps, or nobody has given a reason. */
export function whyApart({ machine, states, end, ours, original }: ComparedPath): string | undefined {
  if (ours !== null && original !== null) return undefined;
  const of = ours === null ? 'original' : 'ours';
  const isThat = (each: PathsApart) =>
    each.machine === machine &&
    each.of === of &&
    each.passes.every((state) => states.includes(state)) &&
    (each.end === undefined || each.end === end);
  return pathsApart.find(isThat)?.why;
}
