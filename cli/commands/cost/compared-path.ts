/** What a path is billed for: the run, or each of its tenants, tables or chunks. */
export type Level = 'run' | 'tenant' | 'table' | 'chunk';

/**
 * `fails`: the last state is a Fail, or nothing catches its failure. `repeats`: it goes back to the first state, where another path
 * begins.
 */
export type End = 'succeeds' | 'fails' | 'repeats';

export type MachineName = 'pipelineOrchestrator' | 'tenantProcessor' | 'tableProcessor';

/** A way through a state machine, or through one iteration of a Map in it. */
export interface ComparedPath {
  level: Level;
  machine: MachineName;
  /** The Map whose iteration it is; null: the machine's own states. */
  map: string | null;
  /** By name, in order: ours where we have the path, otherwise the original's. */
  states: readonly string[];
  end: End;
  /** Billed transitions without retries; null: we have no path with these steps. */
  ours: number | null;
  /** The same of the original definitions. */
  original: number | null;
  /** Those of the states that the original has not; empty unless both have the path. */
  extra: readonly string[];
}
