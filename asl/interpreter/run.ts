import type { Machine } from '../spec/states.ts';
import type { Clock } from './clock.ts';
import type { Frame } from './frame.ts';
import type { History } from './history.ts';
import type { Host } from './host.ts';
import type { Payload } from './payload.ts';
import type { Random } from './random.ts';

/** What a state waits for before it goes on by itself: a Wait's time, or a retrier's back-off. */
export interface Wait {
  state: string;
  /** Milliseconds since 1970, of the execution's clock. */
  until: number;
  /** The last event before it, in its branch or iteration. */
  lastEventId: number;
  /** Of a back-off: the retry that follows, from 1, and the failure before it. */
  retry: { count: number; error: string | undefined; cause: string | undefined } | undefined;
}

/** What all states of one execution share. */
export interface Run {
  /** The execution's ARN. */
  readonly id: string;
  readonly machineName: string;
  readonly host: Host;
  /** Whether something ends the execution in time: its own time-out, or that of what waits for it. */
  readonly limited: boolean;
  /** The last moment of its clock: an execution may last a year. */
  readonly lastMoment: number;
  /** Ends it as one whose time is over. */
  expire(): void;
  /** How many executions it is nested in. */
  readonly depth: number;
  readonly clock: Clock;
  readonly random: Random;
  /** What JSONata's functions of time and chance are given. */
  readonly ambient: { readonly now: number; random: () => number; uuid: () => string };
  readonly history: History;
  readonly waits: Set<Wait>;
  /** A state was entered: a billed transition. */
  entered(machine: Machine, name: string): void;
  /** A state is tried again: billed too. */
  retried(): void;
  runMachine(frame: Frame, machine: Machine, input: Payload): Promise<Payload>;
}
