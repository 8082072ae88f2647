import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../asl/spec/states.ts';

/** What became of a machine, in words that all engines have. */
export type Outcome =
  | { output: Json; calls?: Calls }
  /** `cause` only where the machine itself gives it: AWS's words for its own errors are AWS's alone. */
  | { error: string; cause?: string; calls?: Calls }
  /** It is no valid definition. */
  | { refused: true }
  /** The engine does not take such a definition. */
  | { unsupported: string }
  /** The engine failed, not the machine. */
  | { broken: string };

/** What each Task was given, call by call, by the state's name. Not every engine tells. */
export type Calls = Record<string, Json[]>;

export function failed(error: string, cause: string): Outcome {
  return error.startsWith('States.') ? { error } : { error, cause };
}

/** Without what either does not tell. The order of keys does not count. */
export function sameOutcome(ours: Outcome, theirs: Outcome): boolean {
  const tells = 'calls' in ours && 'calls' in theirs;
  return isDeepStrictEqual(tells ? ours : withoutCalls(ours), tells ? theirs : withoutCalls(theirs));
}

export function withoutCalls(outcome: Outcome): Outcome {
  if (!('calls' in outcome)) return outcome;
  const { calls, ...rest } = outcome;
  return rest;
}

/** The order of a state's calls is chance where iterations run at the same time. */
export function inAnyOrder(outcome: Outcome): Outcome {
  if (!('calls' in outcome)) return outcome;
  const sorted = (calls: Json[]) =>
    calls
      .map((call) => JSON.stringify(call))
      .sort()
      .map((text) => JSON.parse(text) as Json);
  return {
    ...outcome,
    calls: Object.fromEntries(Object.entries(outcome.calls).map(([state, calls]) => [state, sorted(calls)])),
  };
}
