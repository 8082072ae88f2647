import jsonata from 'jsonata';
import type { ParsedExpression } from '../spec/jsonata.ts';
import type { Json } from '../spec/states.ts';
import { builtIns } from './jsonata/built-ins.ts';
import { compile } from './jsonata/compile.ts';
import {
  internal,
  internalError,
  jsonataErrorOf,
  memoryExceeded,
  stackOverflow,
  timedOut,
  uncoded,
  unsupported,
} from './jsonata/errors.ts';
import type { ErrorDetails, JsonataError } from './jsonata/errors.ts';
import { jsonOf } from './jsonata/json-of.ts';
import { frameOf, runOf, WatchRequired } from './jsonata/run.ts';
import type { Ambient } from './jsonata/run.ts';
import type { Evaluate } from './jsonata/values.ts';
import { Overtime, watched } from './jsonata/watched.ts';

export type { Ambient } from './jsonata/run.ts';

/** `code` is empty for time, depth and memory; `unsupported` for a result that is no JSON; `internal` where AWS breaks. */
export class JsonataFailure extends Error {
  override readonly name = 'JsonataFailure';
  readonly code: string;
  readonly position: number;
  constructor(code: string, message: string, position: number, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.position = position;
  }
}

const compiled = new WeakMap<ParsedExpression, Evaluate>();

/**
 * The value of an expression; `undefined` when it has none, which AWS fails everywhere. `bindings` are the workflow's variables
 * and `states`; they are not changed, and the result may share parts of them. Throws JsonataFailure.
 * One second, 100 levels and 7 MB a value are the most that AWS gives an expression.
 */
export const evaluateJsonata = async (
  parsed: ParsedExpression,
  bindings: Readonly<Record<string, Json>>,
  ambient: Ambient,
): Promise<Json | undefined> => {
  try {
    return evaluate(parsed, bindings, ambient);
  } catch (cause) {
    throw await failureOf(cause);
  }
};

const evaluate = (
  parsed: ParsedExpression,
  bindings: Readonly<Record<string, Json>>,
  ambient: Ambient,
): Json | undefined => {
  const evaluateTree = preparedFor(parsed);
  try {
    return jsonOf(evaluateTree(undefined, frameOf(runOf(bindings, ambient, builtIns, false))));
  } catch (cause) {
    if (!(cause instanceof WatchRequired)) throw cause;
    return watched(() => jsonOf(evaluateTree(undefined, frameOf(runOf(bindings, ambient, builtIns, true)))));
  }
};

const preparedFor = (parsed: ParsedExpression): Evaluate => {
  let evaluateTree = compiled.get(parsed);
  if (!evaluateTree) {
    evaluateTree = compile(parsed.ast);
    compiled.set(parsed, evaluateTree);
  }
  return evaluateTree;
};

const failureOf = async (cause: unknown): Promise<JsonataFailure> => {
  const error = knownErrorOf(cause);
  const message = hasCode(error.code) ? await messageOf(error) : error.message;
  return new JsonataFailure(error.code, message, error.details.position ?? 0, cause);
};

const knownErrorOf = (cause: unknown): JsonataError => {
  if (cause instanceof Overtime) return timedOut();
  if (cause instanceof RangeError) return cause.message.includes('call stack') ? stackOverflow() : memoryExceeded();
  return jsonataErrorOf(cause) ?? internalError();
};

/** The package writes its messages only when an evaluation of its own fails. */
const rethrow = jsonata('$rethrow()');

const messageOf = async ({ code, message, details }: JsonataError): Promise<string> => {
  const thrown: Record<string, unknown> & { message: string } = {
    token: '',
    ...writableDetails(details),
    code,
    message,
  };
  const throwIt = (): never => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the form in which the package knows errors
    throw thrown;
  };
  await rethrow.evaluate(undefined, { rethrow: throwIt }).catch(() => undefined);
  return thrown.message;
};

const writableDetails = (details: ErrorDetails): Record<string, unknown> =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, writable(value)]));

/** A value as a message may name it. */
const writable = (value: unknown): unknown => {
  try {
    return jsonOf(value);
  } catch {
    return '';
  }
};

/** As AWS ends its sentence: `T1006: Attempted to invoke a non-function`. */
export const describeFailure = ({ code, message }: JsonataFailure): string =>
  hasCode(code) ? `${code}: ${message}` : message;

const hasCode = (code: string): boolean => code !== uncoded && code !== unsupported && code !== internal;
