import { limits } from '../spec/limits.ts';
import { isoTime } from './iso-time.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface HistoryEvent {
  /** ISO 8601. */
  timestamp: string;
  type: string;
  /** From 1, in the order of the execution's events. */
  id: number;
  /** The event before in the same branch or iteration; 0 for none. */
  previousEventId: number;
  /** Under the name that the type has there: `stateEnteredEventDetails`, `taskFailedEventDetails`, … */
  [details: string]: unknown;
}

interface RecordedEvent {
  time: number;
  type: string;
  previousEventId: number;
  details: object | undefined;
}

/** Where a branch or an iteration stands in its execution's history. */
export interface Thread {
  last: number;
}

/** The events of one execution. They are kept as they came and dressed when they are read. */
export class History {
  readonly #events: RecordedEvent[] = [];
  readonly #now: () => number;
  readonly #full: () => never;
  readonly #added: () => void;

  /** `full` is called instead of recording an event that would leave no room for the execution's own failure. */
  constructor({ now, full, added }: { now: () => number; full: () => never; added: () => void }) {
    this.#now = now;
    this.#full = full;
    this.#added = added;
  }

  get length(): number {
    return this.#events.length;
  }

  /** Records an event behind the thread's last one and gives its id. */
  add(thread: Thread, type: string, details?: object): number {
    if (this.#events.length >= limits.historyEvents - 1) this.#full();
    return this.#append(thread, type, details);
  }

  /** Records how the execution ended: the one event for which there is always room. */
  end(thread: Thread, type: string, details?: object): void {
    this.#append(thread, type, details);
  }

  events(after = 0): HistoryEvent[] {
    return this.#events.slice(after).map((_, index) => this.event(after + index + 1)!);
  }

  event(id: number): HistoryEvent | undefined {
    const recorded = this.#events[id - 1];
    if (recorded === undefined) return undefined;
    const { time, type, previousEventId, details } = recorded;
    const event: HistoryEvent = { timestamp: isoTime(time), type, id, previousEventId };
    if (details !== undefined) event[detailsKey(type)] = { ...details };
    return event;
  }

  #append(thread: Thread, type: string, details: object | undefined): number {
    this.#events.push({ time: this.#now(), type, previousEventId: thread.last, details });
    const id = this.#events.length;
    // Measured on AWS: the event after ExecutionStarted has 0 before it, not 1.
    thread.last = id === 1 ? 0 : id;
    this.#added();
    return id;
  }
}

const detailsKeys = new Map<string, string>();

function detailsKey(type: string): string {
  let key = detailsKeys.get(type);
  if (key === undefined) {
    const plain = type.replace(/^.*State(Entered|Exited)$/, 'State$1').replace(/^MapRunRedriven$/, type);
    key = `${plain.charAt(0).toLowerCase()}${plain.slice(1)}EventDetails`;
    detailsKeys.set(type, key);
  }
  return key;
}

/** Beside every payload of an event. Ours are never cut. */
export const whole = Object.freeze({ truncated: false });
