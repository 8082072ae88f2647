import { changeSome } from './changes.ts';
import type { Dataset } from './dataset.ts';

const tickMs = 50;

/** Rows that change by themselves, so that they do while somebody reads. */
export class Background {
  readonly #dataset: Dataset;
  #timer: NodeJS.Timeout | undefined;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  /** 0: none. */
  set(changesPerSecond: number): void {
    clearInterval(this.#timer);
    if (changesPerSecond <= 0) return;
    let owed = 0;
    this.#timer = setInterval(() => {
      owed += (changesPerSecond * tickMs) / 1000;
      const count = Math.floor(owed);
      owed -= count;
      if (this.#dataset.journal.failure) clearInterval(this.#timer);
      else this.#change(count);
    }, tickMs);
  }

  #change(count: number): void {
    try {
      changeSome(this.#dataset, count);
    } catch (error) {
      // The journal remembers why, and every request is told so.
      if (!this.#dataset.journal.failure) throw error;
    }
  }
}
