import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import * as errors from '../../activities/errors.ts';
import { engineFailure } from '../../worker/failures.ts';
import * as policies from '../../workflows/policies.ts';

const classes = Object.entries(errors).filter(
  (entry): entry is [string, typeof errors.InvalidInput] =>
    typeof entry[1] === 'function' && entry[1].prototype instanceof errors.ActivityError,
);
const listed = policies.nonRetryableErrorTypes;

describe('an activity error', () => {
  test('there are some', () => {
    expect(classes.length).toBeGreaterThan(10);
  });

  test.each(classes)('%s has one name as class, as error and for both engines', (exported, Class) => {
    const error = new Class('what happened');
    expect([Class.name, Class.type, error.name, engineFailure(error, listed).type]).toEqual(Array(4).fill(exported));
    expect(engineFailure(error, listed).message).toBe('what happened');
  });

  test('keeps its name where a bundler has renamed its class', () => {
    const Renamed = class a extends errors.InvalidPage {};
    expect(engineFailure(new Renamed('cut'), listed).type).toBe('InvalidPage');
  });

  test.each(classes)('%s is expected only where the workflow counts on it', (exported, Class) => {
    expect(engineFailure(new Class(''), listed).expected).toBe(['ChunkStopped', 'SourcePaused'].includes(exported));
  });
});

describe('any other error', () => {
  test.each([
    { thrown: new TypeError('x is not a function'), type: 'TypeError', message: 'x is not a function' },
    { thrown: new Error('plain'), type: 'Error', message: 'plain' },
    { thrown: new DOMException('too slow', 'TimeoutError'), type: 'TimeoutError', message: 'too slow' },
    { thrown: ApplicationFailure.create({ type: 'Mine', message: 'theirs' }), type: 'Mine', message: 'theirs' },
    { thrown: 'a text', type: 'Error', message: 'a text' },
    { thrown: undefined, type: 'Error', message: 'undefined' },
  ])('$type: $message', ({ thrown, type, message }) => {
    expect(engineFailure(thrown, listed)).toEqual({ type, message, expected: false });
  });

  test('says nothing that looks like a credential, and not more than anybody reads', () => {
    const { message } = engineFailure(
      new Error(`Authorization: Basic c2VjcmV0OnNlY3JldA== ${'x'.repeat(9_000)}`),
      listed,
    );
    expect(message).not.toContain('c2VjcmV0');
    expect(message).toHaveLength(2_000);
  });
});

describe('a failure that is flagged as non-retryable', () => {
  const flagged = (type: string) => ApplicationFailure.create({ type, message: 'never again', nonRetryable: true });

  test('of a type that the policy lists is that type', () => {
    expect(engineFailure(flagged('Unauthorized'), listed)).toMatchObject({
      type: 'Unauthorized',
      message: 'never again',
    });
  });

  test('of another type is refused', () => {
    const { type, message } = engineFailure(flagged('Whatever'), listed);
    expect(type).toBe('UnlistedNonRetryable');
    expect(message).toContain('Whatever');
    expect(message).toContain('never again');
  });
});
