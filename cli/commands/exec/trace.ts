import type { HistoryEvent } from '../../../asl/interpreter/history.ts';
import type { Interpreter } from '../../../asl/interpreter/interpreter.ts';
import type { RunningExecution } from '../../../asl/interpreter/running-execution.ts';
import type { Screen } from '../../screen.ts';
import { oneLine } from '../../text/one-line.ts';
import { cut } from '../../text/table.ts';
import { wordsFor } from './event-words.ts';
import { detailsOf, placesIn, type Place, type Places } from './places.ts';
import type { StatesByMachine } from './states-by-machine.ts';
import { columnsOf, waitingLines } from './waiting-lines.ts';

export interface TraceStage {
  interpreter: Interpreter;
  screen: Screen;
  states: StatesByMachine;
  /** Whether time passes while a state waits: what it waits for is then shown. */
  isReal: boolean;
}

/** Tells what happens in an execution and in those that it starts, while it happens, until all of that has ended. */
export async function follow(root: RunningExecution, stage: TraceStage): Promise<void> {
  const { interpreter, screen } = stage;
  const followed = followers(root, stage);
  const tick = () => {
    followed.discover();
    const waiting = followed
      .all()
      .flatMap(({ places, machine }) =>
        places.active().map((place) => ({ place, state: place.visit && stage.states(machine, place.visit.name) })),
      );
    screen.show(waitingLines(waiting, interpreter.now(), screen.size()));
  };
  const ticking = stage.isReal ? setInterval(tick, 1000) : undefined;
  try {
    for (let told = 0; told < followed.all().length;) {
      told = followed.all().length;
      await Promise.all(followed.all().map((each) => each.done));
      followed.discover();
    }
  } finally {
    clearInterval(ticking);
    screen.show([]);
  }
}

interface Followed {
  execution: RunningExecution;
  machine: string;
  places: Places;
  children: Followed[];
  /** What its own lines begin with: the machine's name, unless a Map numbers it. */
  who: string;
  /** Resolves when all of its events have been told. */
  done: Promise<void>;
}

interface Start {
  parent: Followed;
  place: Place;
  /** So far, of a Map's children; of another execution there is one. */
  children: number | undefined;
}

/** Nothing tells of an execution that starts: the events of its parent do, and else somebody has to look. */
function followers(root: RunningExecution, stage: TraceStage): { discover: () => void; all: () => Followed[] } {
  const followed: Followed[] = [];
  /** Where executions are started, by the event before. */
  const starts = new Map<string, Start>();
  const tell = teller(root, stage);
  let seen = 0;
  let waiting: RunningExecution[] = [];

  const begin = (execution: RunningExecution, start?: Start): void => {
    const machine = machineOf(execution.executionArn);
    const tag = start?.children === undefined ? '' : `[${start.children++}]`;
    const places = placesIn(start && { place: start.place, tag });
    const who = tag === '' ? `${machine}: ` : '';
    const one = { execution, machine, places, children: [], who, done: Promise.resolve() };
    followed.push(one);
    start?.parent.children.push(one);
    one.done = tellAll(one);
  };

  /** One whose start has not been told yet waits for that. */
  const discover = (): void => {
    const started = stage.interpreter.executions(seen);
    seen += started.length;
    const candidates = [...waiting, ...started.filter((execution) => execution !== root)];
    waiting = [];
    for (const execution of candidates) {
      const start = starts.get(keyOf(execution.startedBy));
      if (start === undefined) waiting.push(execution);
      else begin(execution, start);
    }
  };

  const tellAll = async (one: Followed): Promise<void> => {
    const { executionArn } = one.execution;
    for await (const event of one.execution.events()) {
      const { place, visit } = one.places.locate(event);
      const isRun = event.type === 'MapRunStarted';
      if (isRun || (startsExecutions(event) && event.type === 'TaskStarted')) {
        starts.set(keyOf({ executionArn, eventId: event.id }), { parent: one, place, children: isRun ? 0 : undefined });
      }
      // What it started is told before the end of the state that did so.
      if (endsOthers(event)) {
        discover();
        await Promise.all(one.children.filter(hasEnded).map((child) => child.done));
        one.children = one.children.filter((child) => !hasEnded(child));
      }
      tell(one, event, { place, visit });
      if (startsExecutions(event) && event.type === 'TaskSubmitted') discover();
    }
  };

  begin(root);
  return { discover, all: () => [...followed] };
}

const keyOf = (start: RunningExecution['startedBy']): string =>
  start === undefined ? '' : `${start.executionArn}#${start.eventId}`;

/** Prints an event's lines: engine time since the start, depth, branch or iteration, words. */
function teller(root: RunningExecution, { screen, states }: TraceStage) {
  const begin = Date.parse(root.describe().startDate);
  return (one: Followed, event: HistoryEvent, { place, visit }: ReturnType<Places['locate']>): void => {
    // How the execution ended that was asked for is told when all has ended.
    if (one.execution === root && /^Execution(?!Started)/.test(event.type)) return;
    const state = visit === undefined ? undefined : states(one.machine, visit.name);
    const who = event.type.startsWith('Execution') ? one.who : '';
    const path = place.path === '' ? '' : `${place.path} `;
    const before = `${elapsed(Date.parse(event.timestamp) - begin)}  ${'  '.repeat(place.depth)}${path}${who}`;
    for (const { text, tone } of wordsFor(event, visit, state)) {
      screen.say(cut(oneLine(before + text), columnsOf(screen.size())), tone);
    }
  };
}

function hasEnded({ execution }: Followed): boolean {
  return execution.status !== 'RUNNING';
}

function endsOthers(event: HistoryEvent): boolean {
  if (/^(MapRun(Succeeded|Failed)|Execution(?!Started))/.test(event.type)) return true;
  return startsExecutions(event) && /^Task(Succeeded|Failed|TimedOut)$/.test(event.type);
}

function startsExecutions(event: HistoryEvent): boolean {
  const { resource } = detailsOf(event);
  return event.type.startsWith('Task') && typeof resource === 'string' && resource.startsWith('startExecution');
}

/** Of the ARN of an execution or of a Map's run. */
function machineOf(arn: string): string {
  return arn.split(':')[6] ?? arn;
}

/** `0:00:02.500` */
function elapsed(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = ms / 1000;
  const millis = String(Math.floor(ms) % 1000).padStart(3, '0');
  return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${millis}`;
}
