/** Time as an execution has it, in milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Calls `fire` at that moment, at once if it is past; gives what takes it back. */
  at(moment: number, fire: () => void): () => void;
  /**
   * A call to code outside: a virtual clock stands still while it neither settles nor sleeps. `stalled` is called when nothing has
   * come of it for too long; it then counts as one that never settles.
   */
  call(stalled: () => void): OutsideCall;
}

/** One running handler, as its clock sees it. */
export interface OutsideCall {
  /** The handler sleeps on this clock. */
  readonly sleeping: () => void;
  readonly woken: () => void;
  /** Settled, or given up. */
  readonly end: () => void;
}

const longestTimer = 2_147_483_647;

/** The computer's own clock. */
export function realClock(): Clock {
  return { now: () => Date.now(), at: startTimer, call: keepAlive };
}

/** A process that waits for a callback has nothing else that keeps it from ending. */
function keepAlive(): OutsideCall {
  const timer = setInterval(() => undefined, longestTimer);
  const end = () => {
    clearInterval(timer);
  };
  return { sleeping: () => undefined, woken: () => undefined, end };
}

function startTimer(moment: number, fire: () => void): () => void {
  let timer: NodeJS.Timeout;
  // setTimeout takes 24.8 days at most, and may fire a millisecond early.
  const wait = () => {
    const left = moment - Date.now();
    timer = setTimeout(left > 0 ? wait : fire, Math.min(Math.max(left, 0), longestTimer));
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}

/** Of a `Date`. */
const latestMoment = 8_640_000_000_000_000;

interface Timer {
  moment: number;
  order: number;
  fire: () => void;
}

interface Running {
  sleeps: number;
  /** Real time at which it last began to do something, by the clock of `performance`. */
  since: number;
  /** Given up. */
  given: boolean;
  stalled: () => void;
}

/**
 * A clock that moves only when nothing else can happen: every running handler has settled or sleeps on it. Then the next timer
 * fires, alone, and everything that follows from it is done before the one after. Equal moments fire in the order in which
 * they were asked for.
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #stallAfter: number;
  readonly #timers = new TimerHeap();
  readonly #running = new Set<Running>();
  #made = 0;
  #scheduled = false;
  #stall: NodeJS.Timeout | undefined;
  /** Real time since which everybody waits for somebody outside. */
  #idleSince: number | undefined;

  /** `stallAfter`: real milliseconds after which a handler that does nothing counts as one that never settles. */
  constructor({ start, stallAfter }: { start: number; stallAfter: number }) {
    this.#now = start;
    this.#stallAfter = stallAfter;
  }

  now(): number {
    return this.#now;
  }

  at(moment: number, fire: () => void): () => void {
    // Jitter makes parts of milliseconds, and a handler may ask for anything.
    const due = moment > this.#now ? Math.min(Math.ceil(moment), latestMoment) : this.#now;
    const timer = { moment: due, order: this.#made++, fire };
    this.#timers.push(timer);
    this.#schedule();
    return () => {
      this.#timers.remove(timer);
    };
  }

  call(stalled: () => void): OutsideCall {
    const running: Running = { sleeps: 0, since: performance.now(), given: false, stalled };
    this.#running.add(running);
    this.#schedule();
    return {
      sleeping: () => {
        running.sleeps += 1;
        this.#schedule();
      },
      woken: () => {
        running.sleeps -= 1;
        running.since = performance.now();
        this.#schedule();
      },
      end: () => {
        this.#running.delete(running);
        this.#schedule();
      },
    };
  }

  /** Looks again once all that is due has been done: microtasks run before the next immediate. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#move();
    });
  }

  #move(): void {
    clearTimeout(this.#stall);
    const isBusy = this.#watch(
      (running) => running.sleeps === 0,
      (running) => running.since,
    );
    const timer = isBusy ? undefined : this.#timers.pop();
    if (timer === undefined) {
      // Whoever sleeps without a timer waits for somebody outside.
      this.#idleSince = isBusy ? undefined : (this.#idleSince ?? performance.now());
      if (!isBusy) {
        this.#watch(
          () => true,
          () => this.#idleSince!,
        );
      }
      return;
    }
    this.#idleSince = undefined;
    this.#now = timer.moment;
    timer.fire();
    this.#schedule();
  }

  /** Whether any of these still counts; the one that has done nothing for the longest is given up when its time has come. */
  #watch(test: (running: Running) => boolean, sinceOf: (running: Running) => number): boolean {
    let oldest: Running | undefined;
    for (const running of this.#running) {
      if (!running.given && test(running) && (oldest === undefined || sinceOf(running) < sinceOf(oldest)))
        oldest = running;
    }
    if (oldest === undefined) return false;
    const last = oldest;
    this.#stall = setTimeout(
      () => {
        last.given = true;
        last.stalled();
        this.#schedule();
      },
      sinceOf(last) + this.#stallAfter - performance.now(),
    );
    return true;
  }
}

/** A binary heap of timers; a removed one is skipped when its turn comes. */
class TimerHeap {
  readonly #heap: Timer[] = [];
  readonly #removed = new Set<Timer>();

  push(timer: Timer): void {
    this.#heap.push(timer);
    let at = this.#heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (before(this.#heap[parent]!, timer)) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = timer;
  }

  remove(timer: Timer): void {
    this.#removed.add(timer);
    // Time-outs are mostly taken back: without this a long run would keep each one until its moment.
    if (this.#removed.size > 64 && this.#removed.size * 2 > this.#heap.length) this.#compact();
  }

  pop(): Timer | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined) return undefined;
      const last = this.#heap.pop()!;
      if (this.#heap.length > 0) this.#sink(last);
      if (!this.#removed.delete(first)) return first;
    }
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (before(timer, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = timer;
  }

  #compact(): void {
    const kept = this.#heap.filter((timer) => !this.#removed.has(timer)).sort((a, b) => (before(a, b) ? -1 : 1));
    this.#removed.clear();
    this.#heap.length = 0;
    this.#heap.push(...kept);
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.moment < b.moment || (a.moment === b.moment && a.order < b.order);
}
