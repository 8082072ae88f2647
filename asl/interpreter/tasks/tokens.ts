import type { Json } from '../../spec/states.ts';
import { StateFailure } from '../failure.ts';
import { TaskTokenError, type Callbacks } from './handler.ts';
import { resultOf } from './result.ts';

interface Open {
  succeed: (output: Json) => void;
  fail: (failure: StateFailure) => void;
  beat: () => void;
}

/** The task tokens that were given out, and what waits for them. */
export class TaskTokens implements Callbacks {
  readonly #open = new Map<string, Open>();
  readonly #closed = new Set<string>();

  /** Waits for the token's result. */
  wait(token: string, beat: () => void): { result: Promise<Json>; close: () => void } {
    const result = new Promise<Json>((resolve, reject) => {
      this.#open.set(token, { succeed: resolve, fail: reject, beat });
    });
    // It may fail before anybody waits for it: the handler itself can call back.
    result.catch(() => undefined);
    return {
      result,
      close: () => {
        this.#close(token);
      },
    };
  }

  readonly sendTaskSuccess = (token: string, output: unknown): void => {
    const open = this.#find(token);
    let json: Json;
    try {
      json = resultOf(output);
    } catch {
      throw new TaskTokenError('InvalidOutput', "Invalid output: 'Output is not valid JSON.'");
    }
    this.#close(token);
    open.succeed(json);
  };

  readonly sendTaskFailure = (token: string, { error, cause }: { error?: string; cause?: string } = {}): void => {
    const open = this.#find(token);
    this.#close(token);
    open.fail(new StateFailure(error, cause));
  };

  readonly sendTaskHeartbeat = (token: string): void => {
    this.#find(token).beat();
  };

  #find(token: string): Open {
    const open = this.#open.get(token);
    if (open !== undefined) return open;
    if (this.#closed.has(token))
      throw new TaskTokenError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    throw new TaskTokenError('InvalidToken', "Invalid Token: 'Invalid token'");
  }

  #close(token: string): void {
    if (this.#open.delete(token)) this.#closed.add(token);
  }
}
