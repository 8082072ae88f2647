import type { Json } from '../../spec/states.ts';
import { StateFailure } from '../failure.ts';
import { jsonText, NotJson } from '../json-text.ts';
import { isTaskFailure } from './handler.ts';

/** What a handler returned, as the JSON that crosses. Nothing at all is null, as it is for a Lambda function. */
export function resultOf(returned: unknown): Json {
  try {
    const text = jsonText(returned);
    return text === undefined ? null : (JSON.parse(text) as Json);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new StateFailure(
      'Runtime.MarshalError',
      lambdaCause('Runtime.MarshalError', `Unable to stringify response body: ${error.message}`),
    );
  }
}

/** What a handler threw, as the failure of its task. */
export function failureOf(thrown: unknown): StateFailure {
  if (thrown instanceof StateFailure) return thrown;
  if (isTaskFailure(thrown)) return new StateFailure(thrown.errorName, thrown.failureCause);
  const [name, message] =
    thrown instanceof Error
      ? [told(() => thrown.name), told(() => thrown.message)]
      : [typeof thrown, told(() => thrown)];
  return new StateFailure(name, lambdaCause(name, message));
}

/** Text of whatever was thrown: it may be anything, and throw again when it is read. */
function told(read: () => unknown): string {
  let value: unknown;
  try {
    value = read();
    return typeof value === 'string' ? value : (jsonText(value) ?? typeof value);
  } catch {
    return typeof value;
  }
}

/**
 * The JSON that Lambda's Node.js runtime answers for a function that threw. Of its trace only the first line: the rest holds the
 * machine's paths. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
function lambdaCause(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] });
}
