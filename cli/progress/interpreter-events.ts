import type { HistoryEvent } from '../../asl/interpreter/history.ts';
import type { Failure } from '../../workflows/shapes.ts';
import { subjectOf, type EndStatus, type HistoryStep } from './execution.ts';

/** How far a branch or an iteration has come. */
interface Place {
  /** The event that scheduled the activity that it waits for. */
  call: string | null;
  /** The chunk or table that its last call was about, else the activity's name. */
  subject: string;
  /** The last that it met. */
  failure: Failure | null;
}
const nowhere: Place = { call: null, subject: '', failure: null };

/** Reads the events of one execution's history, in their order. */
export interface EventReader {
  /** The steps that matter to progress. */
  read(event: HistoryEvent): HistoryStep[];
  placeOf(eventId: number): Place;
  /** Calls so far that followed a failed one. */
  retries(): number;
}

export function eventReader(): EventReader {
  const places = new Map<number, Place>();
  const failed = new Set<number>();
  let retries = 0;
  const placeOf = (eventId: number): Place => places.get(eventId) ?? nowhere;
  return {
    placeOf,
    retries: () => retries,
    read(event) {
      const before = placeOf(event.previousEventId);
      if (event.type === 'TaskScheduled' && failed.has(event.previousEventId)) retries += 1;
      const { place, step } = taken(event, before);
      places.set(event.id, place);
      if (event.type === 'TaskFailed' || event.type === 'TaskTimedOut') failed.add(event.id);
      return step === undefined ? [] : [step];
    },
  };
}

function taken(event: HistoryEvent, before: Place): { place: Place; step?: HistoryStep | undefined } {
  const { call } = before;
  switch (event.type) {
    case 'TaskScheduled':
      return scheduled(event, before);
    case 'TaskSucceeded': {
      const output = call === null ? null : (jsonOf(detailsOf(event)['output']) as { Payload?: unknown } | null);
      const step: HistoryStep | undefined =
        call === null ? undefined : { kind: 'activity completed', id: call, result: output?.Payload ?? null };
      return { place: { ...before, call: null }, step };
    }
    case 'TaskFailed':
    case 'TaskTimedOut': {
      const { error, cause } = detailsOf(event);
      const failure = failureIn(error, cause);
      return {
        place: { ...before, call: null, failure },
        step: call === null ? undefined : { kind: 'activity failed', id: call, failure },
      };
    }
    default:
      return { place: before, step: endOf(event) };
  }
}

interface Parameters {
  FunctionName?: string;
  Payload?: unknown;
  Input?: unknown;
}

function scheduled(event: HistoryEvent, before: Place): { place: Place; step?: HistoryStep } {
  const { FunctionName: activity, Payload: input = null, Input } = jsonOf(detailsOf(event)['parameters']) as Parameters;
  if (activity === undefined) return { place: { ...before, call: null, subject: subjectOf(Input) } };
  const id = String(event.id);
  return {
    place: { ...before, call: id, subject: subjectOf(input) || activity },
    step: { kind: 'activity scheduled', id, activity, input, at_ms: Date.parse(event.timestamp) },
  };
}

const ends: Readonly<Record<string, EndStatus>> = {
  ExecutionSucceeded: 'completed',
  ExecutionFailed: 'failed',
  ExecutionAborted: 'canceled',
  ExecutionTimedOut: 'timed out',
};

function endOf(event: HistoryEvent): HistoryStep | undefined {
  const status = ends[event.type];
  if (status === undefined) return undefined;
  const { output, error, cause } = detailsOf(event);
  return {
    kind: 'ended',
    status,
    result: jsonOf(output),
    failure: status === 'failed' ? failureIn(error, cause) : null,
  };
}

/** As `failureOf` in the workflows: what Lambda and nested executions have put around a failure is taken off. */
export function failureIn(error: string | undefined, cause: string | undefined): Failure {
  const inside = jsonOf(cause) as { Error?: unknown; Cause?: unknown; errorMessage?: unknown } | null;
  if (error === 'States.TaskFailed' && typeof inside?.Error === 'string')
    return failureIn(inside.Error, typeof inside.Cause === 'string' ? inside.Cause : undefined);
  const type = error === 'States.Timeout' || error === 'Sandbox.Timedout' ? 'Timeout' : (error ?? 'Error');
  return { type, message: typeof inside?.errorMessage === 'string' ? inside.errorMessage : (cause ?? '') };
}

type Details = Partial<Record<'parameters' | 'output' | 'error' | 'cause', string>>;

/** An event has at most one of them, under the name of its kind. */
function detailsOf(event: HistoryEvent): Details {
  return Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] ?? {};
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
