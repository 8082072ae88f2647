import type { HistoryEvent } from '../../../asl/interpreter/history.ts';

/** An execution, a branch of a Parallel or an iteration of a Map: where events happen, one state after the other. */
export interface Place {
  outer: Place | undefined;
  depth: number;
  /** From the outermost in, as in `(2)[0]`: the second branch, in it the first iteration. */
  path: string;
  /** Of an iteration: the Map's name. */
  map?: string;
  /** The state that it is in. */
  visit?: StateVisit | undefined;
}

export interface StateVisit {
  name: string;
  /** `Task`, `Map`, … */
  kind: string;
  /** Milliseconds since 1970. */
  entered: number;
  attempts: number;
  /** When its attempt failed, until another begins. */
  failed?: number | undefined;
  /** Milliseconds between that and the attempt that is going on. */
  waited?: number | undefined;
  /** A Map or Parallel that is not tried again. */
  isGivenUp: boolean;
  branches: number;
}

/** Where an event happened; `visit` also for the event that ends it. */
export interface Located {
  place: Place;
  visit: StateVisit | undefined;
}

export interface Places {
  /** Takes the events in their order. */
  locate: (event: HistoryEvent) => Located;
  /** The places that are in a state now. */
  active: () => Place[];
}

/** Where an execution was started: the place in the one that did so, and what it is called there. */
export interface Origin {
  place: Place;
  tag: string;
}

/** Finds out from the events alone in which branch or iteration of an execution each happened. */
export function placesIn(origin?: Origin): Places {
  const root = placeBelow(origin?.place, origin?.tag ?? '');
  const known = new Map<number, { place: Place; event: HistoryEvent }>();
  const active = new Set<Place>();
  const leaveInside = (around: Place) => {
    for (const place of active) if (place !== around && isInside(place, around)) active.delete(place);
  };
  const leave = (place: Place) => {
    leaveInside(place);
    active.delete(place);
    place.visit = undefined;
  };
  return {
    locate: (event) => {
      const before = known.get(event.previousEventId) ?? { place: root, event };
      const place = placeOf(event, before, root);
      known.set(event.id, { place, event });
      if (event.type.endsWith('StateEntered')) {
        place.visit = visitOf(event);
        active.add(place);
      }
      const { visit } = place;
      if (visit !== undefined) follow(visit, event, before.event);
      if (ends.test(event.type)) leave(place);
      // Whatever an attempt before has left.
      else if (/^(Map|Parallel)StateStarted$/.test(event.type)) leaveInside(place);
      return { place, visit };
    },
    active: () => [...active],
  };
}

const ends = /^(MapIteration|Execution)(Succeeded|Failed|Aborted|TimedOut)$|StateExited$/;

function placeBelow(outer: Place | undefined, tag: string): Place {
  return { outer, depth: outer === undefined ? 0 : outer.depth + 1, path: (outer?.path ?? '') + tag };
}

function isInside(place: Place | undefined, around: Place): boolean {
  return place !== undefined && (place === around || isInside(place.outer, around));
}

/** The event before says in which branch or iteration something happens, or in one that has just ended. */
function placeOf(event: HistoryEvent, before: { place: Place; event: HistoryEvent }, root: Place): Place {
  const { type } = event;
  if (type.startsWith('Execution')) return root;
  if (type.endsWith('StateEntered'))
    return before.event.type === 'ParallelStateStarted' ? nextBranch(before.place) : before.place;
  if (type.endsWith('StateExited')) {
    const { name } = detailsOf(event);
    return around(before.place, ({ visit }) => visit?.name === name);
  }
  if (type.startsWith('MapIteration')) return iteration(event, before.place);
  const [, kind] = /^(Map|Parallel)(?:State|Run)(?!Aborted)/.exec(type) ?? [];
  if (kind === undefined) return before.place;
  return around(before.place, ({ visit }) => visit?.kind === kind && !visit.isGivenUp);
}

function nextBranch(place: Place): Place {
  const { visit } = place;
  if (visit !== undefined) visit.branches += 1;
  return placeBelow(place, `(${visit?.branches ?? 1})`);
}

/** A slot's next iteration follows the last event of the one before. */
function iteration(event: HistoryEvent, before: Place): Place {
  const { name, index } = detailsOf(event) as { name: string; index: number };
  const tag = `[${index}]`;
  const holder = around(before, ({ visit }) => visit?.name === name);
  if (event.type === 'MapIterationStarted') return { ...placeBelow(holder, tag), map: name };
  const own = around(before, ({ map }) => map === name);
  return own.path.endsWith(tag) ? own : placeBelow(holder, tag);
}

/** The innermost place of those around that is meant. */
function around(place: Place, isMeant: (place: Place) => boolean): Place {
  for (let each: Place | undefined = place; each !== undefined; each = each.outer) if (isMeant(each)) return each;
  return place;
}

function visitOf(event: HistoryEvent): StateVisit {
  return {
    name: String(detailsOf(event)['name']),
    kind: event.type.replace('StateEntered', ''),
    entered: Date.parse(event.timestamp),
    attempts: 0,
    isGivenUp: false,
    branches: 0,
  };
}

/** A further attempt follows, in the history too, what made the one before fail. */
function follow(visit: StateVisit, { type, timestamp }: HistoryEvent, before: HistoryEvent): void {
  const time = Date.parse(timestamp);
  if (/(Scheduled|StateStarted)$/.test(type)) {
    if (visit.attempts > 0) visit.waited = time - Date.parse(before.timestamp);
    visit.attempts += 1;
    visit.branches = 0;
    visit.failed = undefined;
  } else if (/^(Task|LambdaFunction|Activity|MapState|ParallelState)(Failed|TimedOut)$/.test(type)) {
    visit.failed = time;
    visit.isGivenUp = type.includes('State');
  }
}

/** What an event holds of its own, under the name that its type has there. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  const key = Object.keys(event).find((each) => each.endsWith('EventDetails'));
  return key === undefined ? {} : (event[key] as Record<string, unknown>);
}
