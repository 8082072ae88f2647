/** What the package's message of a code may name: `{{token}}`, `{{value}}` and the like. */
export interface ErrorDetails {
  position?: number;
  token?: string;
  [name: string]: unknown;
}

/** What goes wrong in an evaluation. Only some bring their message; the package has one for each code. */
export class JsonataError extends Error {
  override readonly name = 'JsonataError';
  readonly code: string;
  readonly details: ErrorDetails;
  constructor({ code, message = '', ...details }: ErrorDetails & { code: string; message?: string }) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** AWS gives time, depth and memory no code. */
export const uncoded = '';
/** A result that is no JSON. */
export const unsupported = 'unsupported';
/** Where AWS's own implementation throws something that is no JSONata error. */
export const internal = 'internal';

export const stackOverflow = (): JsonataError =>
  new JsonataError({
    code: uncoded,
    message:
      'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.',
  });

export const timedOut = (): JsonataError =>
  new JsonataError({ code: uncoded, message: 'Expression evaluation timeout: Check for infinite loop' });

export const memoryExceeded = (): JsonataError =>
  new JsonataError({
    code: uncoded,
    message: 'Expression evaluation memory limit exceeded: Check for excessive memory usage',
  });

export const internalError = (): JsonataError => new JsonataError({ code: internal, message: 'Internal error' });

/** `$error` and what else comes with a text of its own. */
export const failure = (message: string): JsonataError => new JsonataError({ code: 'D3137', message });

/** What the functions of the package throw is a plain object with a code. */
export const jsonataErrorOf = (cause: unknown): JsonataError | undefined => {
  if (cause instanceof JsonataError) return cause;
  if (cause instanceof Error || typeof cause !== 'object' || cause === null) return undefined;
  const { code, message, ...details } = cause as { code?: unknown; message?: unknown; stack?: unknown };
  if (typeof code !== 'string') return undefined;
  return new JsonataError({ ...details, code, message: typeof message === 'string' ? message : '' });
};
