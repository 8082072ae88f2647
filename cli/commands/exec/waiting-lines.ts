import type { State } from '../../../asl/spec/states.ts';
import type { Line } from '../../screen.ts';
import { countdown, counted } from '../../text/amounts.ts';
import { oneLine } from '../../text/one-line.ts';
import { cut } from '../../text/table.ts';
import type { Place, StateVisit } from './places.ts';

const most = 5;

export interface Waiting {
  place: Place;
  state: State | undefined;
}

/** What is being waited for, and for how long still or already, as lines that are drawn again and again. */
export function waitingLines(all: readonly Waiting[], now: number, size: { columns: number } | null): Line[] {
  const texts = all.flatMap(({ place: { path, visit }, state }) => {
    if (visit === undefined || (visit.kind !== 'Task' && visit.kind !== 'Wait')) return [];
    return [`${path === '' ? '' : `${path} `}${oneLine(visit.name)}: ${wordsFor(visit, state, now)}`];
  });
  const shown = texts.length > most ? [...texts.slice(0, most), `and ${counted(texts.length - most, 'other')}`] : texts;
  return shown.map((text) => ({ text: cut(text, columnsOf(size)), tone: 'quiet' }));
}

function wordsFor({ kind, entered, failed }: StateVisit, state: State | undefined, now: number): string {
  if (failed !== undefined) return `failed ${countdown(now - failed)} ago, waits to be tried again`;
  if (kind === 'Task') return `has run for ${countdown(now - entered)}`;
  const seconds = state?.Type === 'Wait' ? state.Seconds : undefined;
  return typeof seconds === 'number'
    ? `goes on in ${countdown(entered + 1000 * seconds - now)}`
    : `has waited ${countdown(now - entered)}`;
}

/** How wide a line may be. Some terminals do not say. */
export function columnsOf(size: { columns: number } | null): number {
  return size?.columns || Infinity;
}
