import type { Json } from '../../spec/states.ts';
import { StateFailure } from '../failure.ts';
import { TaskFailure } from './handler.ts';

/** What a handler returned, as the JSON that crosses. Nothing at all is null, as it is for a Lambda function. */
export function resultOf(returned: unknown): Json {
  let text: string | undefined;
  try {
    text = jsonText(returned);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
    throw new StateFailure(
      'Runtime.MarshalError',
      lambdaCause('Runtime.MarshalError', `Unable to stringify response body: ${reason}`),
    );
  }
  return text === undefined ? null : (JSON.parse(text) as Json);
}

/** The types of `JSON.stringify` leave out that functions and nothing at all have no text. */
function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value);
}

/** What a handler threw, as the failure of its task. */
export function failureOf(thrown: unknown): StateFailure {
  if (thrown instanceof StateFailure) return thrown;
  if (thrown instanceof TaskFailure) return new StateFailure(thrown.errorName, thrown.failureCause);
  if (thrown instanceof Error) return new StateFailure(thrown.name, lambdaCause(thrown.name, thrown.message));
  const type = typeof thrown;
  return new StateFailure(type, lambdaCause(type, typeof thrown === 'string' ? thrown : (jsonText(thrown) ?? type)));
}

/**
 * The JSON that Lambda's Node.js runtime answers for a function that threw. Of its trace only the first line: the rest holds the
 * machine's paths. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
function lambdaCause(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] });
}
