import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Json } from '../../../asl/spec/states.ts';

/** What an activity does in one call. `for` restricts it to calls with such an input: equal, or with equal fields. */
const step = z.strictObject({
  for: z.json().optional(),
  returns: z.json().optional(),
  throws: z.union([z.string(), z.strictObject({ type: z.string(), message: z.string() })]).optional(),
  times_out: z.literal(true).optional(),
});
export type Step = z.infer<typeof step>;

/**
 * One run of a sample. Activities without a script return null. The steps of a script are taken one after the other by calls that have
 * the same input; the last one stays.
 */
export const scenario = z.strictObject({
  name: z.string().optional(),
  /** The exported workflow, if there are several. */
  workflow: z.string().optional(),
  input: z.json().default({}),
  activities: z.record(z.string(), z.array(step)).default({}),
});
export type Scenario = z.infer<typeof scenario>;

/** What a run did, as both engines can say it. */
export interface Run {
  outcome: { completed: Json } | { failed: string; message: string };
  calls: Call[];
}
export interface Call {
  activity: string;
  input: Json;
  did: string;
}

/** Plays a scenario's activities, and writes down what was called. */
export class Player {
  readonly calls: Call[] = [];
  readonly #scenario: Scenario;
  readonly #counts = new Map<string, number>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  next(activity: string, input: Json): Step {
    const steps = (this.#scenario.activities[activity] ?? []).filter(
      (each) => each.for === undefined || fits(each.for, input),
    );
    const key = `${activity} ${JSON.stringify(input)}`;
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    const found = steps[Math.min(count, steps.length - 1)] ?? { returns: null };
    this.calls.push({
      activity,
      input,
      did: found.times_out ? 'timed out' : found.throws === undefined ? 'returned' : `threw ${thrown(found).type}`,
    });
    return found;
  }
}

export function thrown({ throws }: Step): { type: string; message: string } {
  return typeof throws === 'string'
    ? { type: throws, message: `message of ${throws}` }
    : (throws ?? { type: '', message: '' });
}

function fits(pattern: Json, input: Json): boolean {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
    return isDeepStrictEqual(pattern, input);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  return Object.entries(pattern).every(([key, value]) => key in input && fits(value, input[key]!));
}

/** As JSON carries it: what is undefined is null, or not there. */
export const asJson = (value: unknown): Json =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
