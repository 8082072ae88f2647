import type { HistoryEvent } from '../../../asl/interpreter/history.ts';
import type { State } from '../../../asl/spec/states.ts';
import type { Line, Tone } from '../../screen.ts';
import { counted, duration } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';
import { cut } from '../../text/table.ts';
import { detailsOf, type StateVisit } from './places.ts';

const payloadColumns = 100;
const causeColumns = 200;

type Details = Record<string, unknown>;
type Words = (details: Details, visit: StateVisit, time: number) => Line[];

/** What an event says to a person, mostly a line; nothing where another event says it. */
export function wordsFor(event: HistoryEvent, visit: StateVisit | undefined, state: State | undefined): Line[] {
  const details = detailsOf(event);
  const time = Date.parse(event.timestamp);
  if (event.type.startsWith('Execution')) return executionWords(event, details);
  if (visit === undefined) return [];
  if (event.type.endsWith('StateEntered')) return said(`${visit.name} (${visit.kind})${plannedWait(state)}`);
  const words = event.type.endsWith('StateExited') ? exited : table[event.type];
  if (words === undefined) return said(`${visit.name}: ${event.type}`);
  return words(details, visit, time).map(({ text, tone }) => ({
    text: `${visit.name}: ${text}`,
    ...(tone === undefined ? {} : { tone }),
  }));
}

function executionWords({ type }: HistoryEvent, { input, output, error, cause }: Details): Line[] {
  if (type === 'ExecutionStarted') return said(`started with ${shortened(input)}`);
  if (type === 'ExecutionSucceeded') return said(`gives ${shortened(output)}`);
  return said(failureWords(error, cause), 'bad');
}

const nothing: Words = () => [];
/** Of a function's answer what the function gave. */
const gave: Words = ({ output, resourceType, resource }) => {
  const isAnswer = resourceType === 'lambda' && resource === 'invoke' && typeof output === 'string';
  const payload = isAnswer ? (JSON.parse(output) as { Payload?: unknown } | null)?.Payload : undefined;
  return said(`gave ${shortened(payload === undefined ? output : JSON.stringify(payload))}`);
};
const failed: Words = ({ error, cause }) => said(failureWords(error, cause), 'bad');

const scheduled: Words = ({ resource, resourceType, input, parameters }, visit) => {
  const what = typeof resourceType === 'string' ? `${resourceType}:${String(resource)}` : String(resource);
  return said(`${again(visit)}calls ${oneLine(what)} with ${shortened(parameters ?? input)}`);
};

const exited: Words = (details, visit, time) => {
  const { output, assignedVariables } = details;
  return [
    ...(assignedVariables === undefined ? [] : said(`assigns ${shortened(assigned(assignedVariables))}`)),
    ...exitWords(visit, output, time),
  ];
};

const table: Partial<Record<string, Words>> = {
  LambdaFunctionScheduled: scheduled,
  TaskScheduled: scheduled,
  ActivityScheduled: scheduled,
  LambdaFunctionStarted: nothing,
  TaskStarted: nothing,
  ActivityStarted: nothing,
  TaskSubmitted: ({ output }) => said(`submitted, answer ${shortened(output)}`),
  LambdaFunctionSucceeded: gave,
  TaskSucceeded: gave,
  ActivitySucceeded: gave,
  LambdaFunctionFailed: failed,
  LambdaFunctionTimedOut: failed,
  TaskFailed: failed,
  TaskTimedOut: failed,
  ActivityFailed: failed,
  ActivityTimedOut: failed,
  EvaluationFailed: failed,
  MapRunFailed: failed,
  MapStateStarted: ({ length }, visit) =>
    said(`${again(visit)}${typeof length === 'number' ? counted(length, 'item') : 'started'}`),
  ParallelStateStarted: (_, visit) => (visit.attempts > 1 ? said(`${again(visit)}started`) : []),
  MapRunStarted: () => said('map run started'),
  MapRunSucceeded: nothing,
  MapStateSucceeded: nothing,
  ParallelStateSucceeded: nothing,
  MapStateFailed: () => said('failed', 'bad'),
  ParallelStateFailed: () => said('failed', 'bad'),
  MapIterationStarted: nothing,
  MapIterationSucceeded: nothing,
  MapIterationFailed: () => said('iteration failed', 'bad'),
  MapIterationAborted: () => said('iteration stopped', 'warning'),
  TaskStateAborted: nothing,
  WaitStateAborted: nothing,
  MapStateAborted: nothing,
  ParallelStateAborted: nothing,
};

function exitWords(visit: StateVisit, output: unknown, time: number): Line[] {
  if (visit.failed !== undefined) return said(`caught, gives ${shortened(output)}`, 'warning');
  switch (visit.kind) {
    case 'Wait':
      return said(`waited ${duration(time - visit.entered)}`);
    case 'Pass':
    case 'Map':
    case 'Parallel':
    case 'Succeed':
      return said(`gives ${shortened(output)}`);
    default:
      return [];
  }
}

/** `retry 1 after 2.0 s: `; nothing for a first attempt. */
function again({ attempts, waited = 0 }: StateVisit): string {
  return attempts < 2 ? '' : `retry ${attempts - 1} after ${duration(waited)}: `;
}

/** How long a Wait will take, as far as the definition itself says so. */
function plannedWait(state: State | undefined): string {
  if (state?.Type !== 'Wait') return '';
  const { Seconds: seconds, Timestamp: timestamp, SecondsPath: path, TimestampPath: timestampPath } = state;
  if (typeof seconds === 'number') return `: waits ${duration(1000 * seconds)}`;
  if (seconds !== undefined || path !== undefined) return `: waits ${oneLine(seconds ?? path!)} seconds`;
  return `: waits until ${oneLine(timestamp ?? timestampPath ?? '')}`;
}

function failureWords(error: unknown, cause: unknown): string {
  const words = [error, cause].filter((each) => typeof each === 'string' && each !== '') as string[];
  return `failed${words.length === 0 ? '' : `: ${cut(oneLine(words.join(': ').slice(0, 1000)), causeColumns)}`}`;
}

/** The values are JSON texts. */
function assigned(variables: unknown): string {
  return Object.entries(variables as Record<string, string>)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}

/** Of a payload's JSON text. */
function shortened(text: unknown): string {
  return typeof text === 'string' ? cut(oneLine(text.slice(0, 1000)), payloadColumns) : 'nothing';
}

function said(text: string, tone?: Tone): Line[] {
  return [tone === undefined ? { text } : { text, tone }];
}
