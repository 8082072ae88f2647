import type { Json, Processor, TaskState } from '../spec/states.ts';
import type { Execution, StartOptions } from './execution.ts';
import type { Visit } from './frame.ts';
import type { Payload } from './payload.ts';
import type { Program } from './program.ts';
import type { Run } from './run.ts';
import type { ObjectStore } from './map/object-store.ts';
import type { Activities } from './tasks/activities.ts';
import type { TaskHandlers } from './tasks/handler.ts';
import type { TaskTokens } from './tasks/tokens.ts';

/** What the executions of one interpreter share: its registries, and nothing of any execution. */
export interface Host {
  readonly region: string;
  readonly accountId: string;
  readonly handlers: TaskHandlers;
  readonly tokens: TaskTokens;
  readonly activities: Activities;
  readonly objects: ObjectStore | undefined;
  /** A task's mocked answer, nothing for a task that is not mocked. */
  readonly mock: ((visit: Visit<TaskState>) => Promise<Json> | undefined) | undefined;
  /** The name of the machine that a Resource's StateMachineArn means. */
  machineNamed(nameOrArn: string): string | undefined;
  start(options: StartOptions): Execution;
  /** Starts the child execution of one item, or batch of items, of a distributed Map. */
  startItem(options: ItemOptions): Execution;
}

export interface ItemOptions {
  /** Of the execution that the Map belongs to. */
  run: Run;
  program: Program;
  processor: Processor;
  label: string;
  input: Payload;
  /** That began the Map's run. */
  eventId: number;
}
