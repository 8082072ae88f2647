/**
 * What ends a branch, an iteration or an execution before its time. A tree: cancelling a node cancels what is below it.
 * An `AbortSignal` per iteration would warn of its listeners and costs several times as much; handlers get one made of this.
 */
export class Cancellation {
  readonly #listeners = new Set<() => void>();
  #reason: Error | undefined;

  get cancelled(): boolean {
    return this.#reason !== undefined;
  }

  /** Of one that is cancelled. */
  get reason(): Error {
    return this.#reason!;
  }

  /** Cancels once, with what its waits are to throw; listeners run in the order in which they came. */
  cancel(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }

  /** Calls `listener` when this is cancelled, at once if it is; gives what takes it back. */
  onCancel(listener: () => void): () => void {
    if (this.#reason !== undefined) {
      listener();
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A node below this one, and what unhooks it when its work is done. */
  child(): { cancellation: Cancellation; release: () => void } {
    const cancellation = new Cancellation();
    const release = this.onCancel(() => {
      cancellation.cancel(this.reason);
    });
    return { cancellation, release };
  }

  throwIfCancelled(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  /** An `AbortSignal` for code outside, and what unhooks it. */
  signal(): { signal: AbortSignal; release: () => void } {
    const controller = new AbortController();
    const release = this.onCancel(() => {
      controller.abort(this.#reason);
    });
    return { signal: controller.signal, release };
  }
}

/** Waits for a promise from outside, but no longer than the cancellation; its later result or failure then counts for nothing. */
export async function unlessCancelled<T>(promise: Promise<T>, cancellation: Cancellation): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const release = cancellation.onCancel(() => {
      reject(cancellation.reason);
    });
    promise.finally(release).then(resolve, reject);
  });
}
