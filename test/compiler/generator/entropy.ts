/** Choices that a list of numbers makes. Where the list has ended, the first and simplest choice is made: a shorter list is a simpler program. */
export class Entropy {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** From 0 to below the limit. */
  below(limit: number): number {
    const number = this.#numbers[this.#at] ?? 0;
    this.#at += 1;
    return number % limit;
  }

  get isSpent(): boolean {
    return this.#at >= this.#numbers.length;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}
