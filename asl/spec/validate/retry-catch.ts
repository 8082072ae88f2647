import { limits } from '../limits.ts';
import { fieldOf, inside, isRecord, refuse, warn } from './place.ts';
import type { Check, Place } from './place.ts';
import { path } from './paths.ts';
import { both, jsonataOnly, pathOnly, shaped } from './shape.ts';
import type { Shape } from './shape.ts';
import { template } from './templates.ts';
import { decimal, list, oneOf, text, whole } from './values.ts';
import { assign } from './variables.ts';

const retrier: Shape = {
  required: ['ErrorEquals'],
  fields: {
    Comment: both(text),
    ErrorEquals: both(list(text)),
    IntervalSeconds: both(whole(0, limits.seconds)),
    MaxAttempts: both(whole(0, limits.maxAttempts)),
    BackoffRate: both(decimal(1)),
    MaxDelaySeconds: both(whole(1, limits.maxDelaySeconds)),
    JitterStrategy: both(oneOf('NONE', 'FULL')),
  },
};

const catcher: Shape = {
  required: ['ErrorEquals', 'Next'],
  fields: {
    Comment: both(text),
    ErrorEquals: both(list(text)),
    Next: both(text),
    ResultPath: pathOnly(path({ reference: true, context: false, variables: false, nothing: true })),
    Output: jsonataOnly(template, 'errorOutput'),
    Assign: both(assign, 'errorOutput'),
  },
};

/** https://states-language.net/#errors. AWS accepts an empty list of either. */
export const retry: Check = (value, place) => {
  list(shaped(retrier), { mayBeEmpty: true })(value, place);
  checkOrder(value, place, 'DEAD_RETRIER');
  if (Array.isArray(value))
    value.forEach((each, index) => {
      checkDelays(each, inside(place, index));
    });
};

export const catches: Check = (value, place) => {
  list(shaped(catcher), { mayBeEmpty: true })(value, place);
  checkOrder(value, place, 'DEAD_CATCHER');
};

const checkDelays = (value: unknown, place: Place): void => {
  if (!isRecord(value)) return;
  const interval = fieldOf(value, 'IntervalSeconds');
  const longest = fieldOf(value, 'MaxDelaySeconds');
  if (typeof interval !== 'number' || typeof longest !== 'number' || longest > interval) return;
  const message = `MaxDelaySeconds (${longest}) is not more than IntervalSeconds (${interval}), so no delay ever grows`;
  warn(inside(place, 'MaxDelaySeconds'), 'DELAY_NEVER_GROWS', message);
};

/** The first that matches an error counts alone, so one after it that matches nothing more is never used. */
const checkOrder = (value: unknown, place: Place, dead: string): void => {
  if (!Array.isArray(value)) return;
  const handled = new Set<string>();
  value.forEach((handler: unknown, index) => {
    const errors = errorsOf(handler);
    const here = inside(place, index, 'ErrorEquals');
    if (errors.includes('States.ALL') && (errors.length > 1 || index < value.length - 1)) {
      refuse(here, 'States.ALL must appear alone and at end of list');
    }
    errors.forEach((name, at) => {
      checkName(name, inside(here, at));
    });
    if (errors.length > 0 && errors.every((name) => isHandled(name, handled))) {
      warn(inside(place, index), dead, 'Never used: what stands before it matches all of its errors');
    }
    for (const name of errors) handled.add(name);
  });
};

const errorsOf = (handler: unknown): string[] => {
  const errors = isRecord(handler) ? fieldOf(handler, 'ErrorEquals') : undefined;
  return Array.isArray(errors) ? errors.filter((name) => typeof name === 'string') : [];
};

const isHandled = (name: string, handled: Set<string>): boolean =>
  handled.has(name) || (handled.has('States.TaskFailed') && name !== 'States.Timeout' && name !== 'States.ALL');

/** AWS accepts any name, but raises none of its own beside these. */
const checkName = (name: string, place: Place): void => {
  if (!name.startsWith('States.') || reservedErrors.has(name)) return;
  warn(
    place,
    'UNKNOWN_ERROR_NAME',
    `Step Functions has no error of the name '${name}', and no state may raise one that starts with 'States.'`,
  );
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation */
const reservedErrors = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);
