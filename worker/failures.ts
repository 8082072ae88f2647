import { ChunkStopped, SourcePaused } from '../activities/errors.ts';
import { redactText } from './redaction.ts';

/** A failure as it crosses an engine: what Temporal calls an ApplicationFailure's type is Lambda's errorType. */
export interface EngineFailure {
  type: string;
  message: string;
  /** Nothing is wrong: the workflow expects it. */
  expected: boolean;
}

/** Beyond this a message helps nobody, and it goes into histories. */
const longestMessage = 2_000;
const expectedTypes: readonly string[] = [ChunkStopped.type, SourcePaused.type];

/**
 * What an activity threw, for the engine: an ActivityError's type is its `name`, and so is any other error's. No cause goes
 * along and nothing that looks like a credential.
 *
 * @param nonRetryableTypes those that the call's retry policy lists. A failure that says of itself that it must not be
 * retried, and is of no such type, is refused: Temporal would obey, Step Functions knows names only.
 */
export function engineFailure(error: unknown, nonRetryableTypes: readonly string[]): EngineFailure {
  const type = typeOf(error);
  const message = redactText(error instanceof Error ? error.message : String(error)).slice(0, longestMessage);
  if (isFlagged(error) && !nonRetryableTypes.includes(type)) {
    return {
      type: 'UnlistedNonRetryable',
      message:
        `an activity threw ${type} flagged as non-retryable, but its policy's nonRetryableErrorTypes does not list that ` +
        `type: list it or drop the flag. It said: ${message}`,
      expected: false,
    };
  }
  return { type, message, expected: expectedTypes.includes(type) };
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  // Temporal's own failures carry their type beside a name that is the same for all.
  return 'type' in error && typeof error.type === 'string' && error.name === 'ApplicationFailure'
    ? error.type
    : error.name;
}

function isFlagged(error: unknown): boolean {
  return error instanceof Error && 'nonRetryable' in error && error.nonRetryable === true;
}
