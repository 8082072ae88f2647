import type { CommandEntry } from '../command.ts';

export const commands: readonly CommandEntry[] = [
  {
    name: 'start',
    summary: 'everything on this machine: server, demo source, demo tenants, worker, one run; then end',
    load: async () => (await import('./start.ts')).startCommand,
  },
  {
    name: 'dev',
    summary: 'the same parts, staying up, with the addresses of the Temporal UI and of the demo source',
    load: async () => (await import('./dev.ts')).devCommand,
  },
  {
    name: 'run',
    summary: 'one pipeline run against a running worker, with progress',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'worker',
    summary: 'a worker alone, until it is stopped',
    load: async () => (await import('./worker.ts')).workerCommand,
  },
  {
    name: 'source',
    summary: 'the demo source alone, until it is stopped',
    load: async () => (await import('./source.ts')).sourceCommand,
  },
  {
    name: 'tenants',
    summary: 'import, list and check tenants',
    load: async () => (await import('./tenants.ts')).tenantsCommand,
  },
  {
    name: 'status',
    summary: 'jobs, or one job: tenants, tables, chunks, watermarks, circuit breakers, waits',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  {
    name: 'data',
    summary: 'what is in the lake: list its tables, query them with SQL',
    load: async () => (await import('./data.ts')).dataCommand,
  },
  {
    name: 'quarantine',
    summary: 'bad records: list, show, replay, accept',
    load: async () => (await import('./quarantine.ts')).quarantineCommand,
  },
  {
    name: 'exec',
    summary: 'one Step Functions definition in this process, with a trace; tasks are functions of yours, or mocked',
    load: async () => (await import('./exec.ts')).execCommand,
  },
  {
    name: 'validate',
    summary: 'what AWS would refuse in Step Functions definitions, with its place',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'transpile',
    summary: 'workflow source, as Temporal runs it, to Step Functions definitions',
    load: async () => (await import('./transpile.ts')).transpileCommand,
  },
  {
    name: 'explain',
    summary: 'what a finding of transpile means, and what to write instead',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'graph',
    summary: 'a state machine as a flowchart for Mermaid',
    load: async () => (await import('./graph.ts')).graphCommand,
  },
  {
    name: 'cost',
    summary: 'the billed state transitions of every path, beside those of the original definitions',
    load: async () => (await import('./cost.ts')).costCommand,
  },
  {
    name: 'doctor',
    summary: 'what is missing on this machine, and what to do about it',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'reset',
    summary: 'remove everything that avesa made in its data folder',
    load: async () => (await import('./reset.ts')).resetCommand,
  },
];
