import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

export class UpdatableTimer implements PromiseLike<void> {
  deadlineUpdated = false;
  #deadline: number;

  constructor(deadline: number) {
    this.#deadline = deadline;
  }

  private async run(): Promise<void> {
    for (;;) {
      this.deadlineUpdated = false;
      if (!(await condition(() => this.deadlineUpdated, this.#deadline - Date.now()))) break;
    }
  }

  then<A = void, B = never>(
    done?: ((value: void) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.run().then(done, failed);
  }

  get deadline(): number {
    return this.#deadline;
  }

  set deadline(value: number) {
    this.#deadline = value;
    this.deadlineUpdated = true;
  }
}

export const setDeadline = defineSignal<[number]>('setDeadline');
export const timeLeft = defineQuery<number>('timeLeft');

export async function countdown(until: number): Promise<string> {
  const timer = new UpdatableTimer(until);
  setHandler(setDeadline, (deadline) => {
    timer.deadline = deadline;
  });
  setHandler(timeLeft, () => timer.deadline - Date.now());
  await timer;
  return 'done';
}
