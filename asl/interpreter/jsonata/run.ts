import { limits } from '../../spec/limits.ts';
import type { Json } from '../../spec/states.ts';
import type { Native } from './values.ts';
import { JsonataError, memoryExceeded, stackOverflow, timedOut } from './errors.ts';

/** What the outside gives an evaluation. */
export interface Ambient {
  /** Milliseconds since 1970. */
  now: number;
  /** At least 0, less than 1. */
  random: () => number;
  uuid: () => string;
}

/** One evaluation and what it has used up. */
export interface Run {
  readonly bindings: Readonly<Record<string, Json>>;
  readonly ambient: Ambient;
  readonly builtIns: ReadonlyMap<string, Native>;
  /** Something stops it from outside when it takes too long. */
  readonly isWatched: boolean;
  /** By the clock of `performance`; unknown until it is first asked for, as most evaluations end before. */
  deadline: number | undefined;
  depth: number;
  steps: number;
  bytes: number;
}

export interface Frame {
  readonly run: Run;
  readonly parent: Frame | undefined;
  names: Map<string, unknown> | undefined;
}

/** Nodes of the tree inside one another. AWS evaluates 100 and refuses 101, measured on `1+1+…`, `((…))`, `[[…]]`, `f(f(…))`. */
const deepest = 100;

/** AWS takes `[1..873782]` and a string of 2^22 characters, but not `[1..873783]` nor 2^23: 8 bytes an item, 1 a character. */
const bytesOfOneValue = 873_782 * 8;
const bytesPerItem = 8;

/** Over all values of one evaluation. Not AWS's: it only keeps this process alive. */
const bytesOfAllValues = 256 * 1024 * 1024;

export const runOf = (
  bindings: Run['bindings'],
  ambient: Ambient,
  builtIns: Run['builtIns'],
  isWatched: boolean,
): Run => ({ bindings, ambient, builtIns, isWatched, deadline: undefined, depth: 0, steps: 0, bytes: 0 });

export const frameOf = (run: Run, parent?: Frame): Frame => ({ run, parent, names: undefined });

export const bind = (frame: Frame, name: string, value: unknown): void => {
  (frame.names ??= new Map()).set(name, value);
};

/** A variable of this expression, else of the workflow, else a function of the language: the nearer hides the farther. */
export const variableOf = (frame: Frame, name: string): unknown => {
  for (let nearest: Frame | undefined = frame; nearest; nearest = nearest.parent) {
    if (nearest.names?.has(name)) return nearest.names.get(name);
  }
  const { bindings, builtIns } = frame.run;
  return Object.hasOwn(bindings, name) ? bindings[name] : builtIns.get(name);
};

/** Enters a node; whoever enters also leaves by `run.depth--`, except by an error, which ends the evaluation. */
export const enter = (run: Run): void => {
  if (++run.depth > deepest) throw stackOverflow();
  if ((++run.steps & 0xff) === 0) checkTime(run);
};

export const checkTime = (run: Run): void => {
  const now = performance.now();
  run.deadline ??= now + limits.expressionMilliseconds;
  if (now > run.deadline) throw timedOut();
};

/** Counts an array that was made. `share`: the part of it that is new. */
export const holdItems = (run: Run, count: number, share = 1): void => {
  hold(run, count * bytesPerItem, share);
};

export const holdText = (run: Run, text: string): string => {
  hold(run, text.length, 0);
  return text;
};

export const hold = (run: Run, bytes: number, share: number): void => {
  run.bytes += bytes * share;
  if (bytes > bytesOfOneValue || run.bytes > bytesOfAllValues) throw memoryExceeded();
};

/** For what one step may do for very long: a regular expression, say. Throws when nothing would stop it. */
export const requireWatch = (run: Run): void => {
  if (!run.isWatched) throw new WatchRequired();
};

/** Evaluate it again, watched. */
export class WatchRequired extends JsonataError {
  constructor() {
    super({ code: 'watch' });
  }
}
