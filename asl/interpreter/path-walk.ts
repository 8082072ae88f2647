import { isAggregate, isDefiniteSegment } from '../spec/path.ts';
import type { FilterPath, Path, Segment } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { isObject } from './equal.ts';
import { isMatch } from './path-filter.ts';
import { callFunction } from './path-functions.ts';
import { miss, notAnArray, notAnObject, PathMiss, shown, textOf, type Miss } from './path-miss.ts';
import type { PatternBudget } from './path-pattern.ts';

/** Steps of one reading: scans of scans grow with a power of the document's size. */
const maxSteps = 5_000_000;

/** Undefined stands for Java's null, which AWS's JSON library gives for an index that is not there. */
type Value = Json | undefined;

interface Walk {
  readonly segments: readonly Segment[];
  readonly document: Json;
  readonly hits: Value[];
  readonly budget: { steps: number } & PatternBudget;
}

/** Reads a path of any kind. */
export function walk(path: Path, document: Json): { found: true; value: Json } | Miss {
  const budget = { steps: 0, patternMilliseconds: 1000 };
  try {
    const hits = hitsOf(path.segments, { document, from: document, budget });
    if (!path.definite) return { found: true, value: hits.map((hit) => hit ?? null) };
    const value = hits.at(-1);
    if (value !== undefined) return { found: true, value };
    return { found: false, reason: `No results for path: ${textOf(path.segments)}`, beyondEnd: hits.length > 0 };
  } catch (error) {
    if (error instanceof PathMiss) return miss(error.message);
    throw error;
  }
}

function hitsOf(segments: readonly Segment[], start: Omit<Walk, 'hits' | 'segments'> & { from: Value }): Value[] {
  const { from, ...rest } = start;
  if (!isAggregate(segments)) {
    const state: Walk = { ...rest, segments, hits: [] };
    visit(state, 0, from, true);
    return state.hits;
  }
  const all = hitsOf(segments.slice(0, -1), start).map((hit) => hit ?? null);
  return hitsOf(segments.slice(-1), { ...rest, from: all });
}

/** `definite`: so far the path names one place, so that what is not there fails it. */
function visit(state: Walk, at: number, value: Value, definite: boolean): void {
  countStep(state);
  const segment = state.segments[at];
  if (segment === undefined) {
    state.hits.push(value);
    return;
  }
  const rest = definite && isDefiniteSegment(segment, at === state.segments.length - 1);
  const go = (next: Value): void => {
    visit(state, at + 1, next, rest);
  };
  if (segment.kind === 'fields') visitFields(state, at, value, definite, segment.names, go);
  else if (segment.kind === 'wildcard') childrenOf(value).forEach(go);
  else if (segment.kind === 'scan') visitScan(state, at, value);
  else if (segment.kind === 'filter') visitFilter(state, value, definite, segment, go);
  else if (segment.kind === 'function') go(callFunction(segment, value, readerOf(state, value)));
  else if (Array.isArray(value)) pick(segment, value).forEach(go);
  else if (definite) throw new PathMiss(notAnArray(state.segments, at, value));
}

function countStep({ budget }: Walk): void {
  if ((budget.steps += 1) > maxSteps) throw new PathMiss('The path visits too many values');
}

/** Nothing more may be read: the miss is the whole reading's. */
function isSpent({ budget }: Walk): boolean {
  return budget.steps > maxSteps || budget.patternMilliseconds <= 0;
}

function visitFields(
  { segments, hits }: Walk,
  at: number,
  value: Value,
  definite: boolean,
  names: readonly string[],
  go: (next: Value) => void,
): void {
  if (!isObject(value)) {
    if (definite) throw new PathMiss(notAnObject(segments, at, value));
    return;
  }
  const present = names.filter((name) => Object.hasOwn(value, name));
  const isLast = at === segments.length - 1;
  if (isLast && names.length > 1) {
    hits.push(Object.fromEntries(present.map((name) => [name, value[name]!])));
    return;
  }
  if (definite && names.length === 1 && present.length === 0 && !isLast) {
    throw new PathMiss(`Missing property in path ${textOf(segments.slice(0, at + 1))}`);
  }
  for (const name of present) go(value[name]);
}

function visitFilter(
  state: Walk,
  value: Value,
  definite: boolean,
  { filter, text }: Extract<Segment, { kind: 'filter' }>,
  go: (next: Value) => void,
): void {
  const passes = (item: Value): boolean => isMatch(filter, readerOf(state, item), state.budget);
  if (Array.isArray(value)) value.filter(passes).forEach(go);
  else if (isObject(value)) {
    if (passes(value)) go(value);
  } else if (definite) {
    throw new PathMiss(`Filter: ${text} can not be applied to primitives. Current context is: ${shown(value ?? null)}`);
  }
}

/** The step after `..` is tried on the value and all inside it, outer ones first. */
function visitScan(state: Walk, at: number, value: Value): void {
  const target = state.segments[at + 1]!;
  const targetIsLast = at + 2 === state.segments.length;
  const pending = [value];
  while (pending.length > 0) {
    const here = pending.pop();
    countStep(state);
    if (isScanTarget(state, target, here)) {
      // Jayway leaves out the step itself where it meets an array and is not the last: $..[0].a reads a of every item.
      if (Array.isArray(here) && !targetIsLast) for (const item of here) visit(state, at + 2, item, false);
      else visit(state, at + 1, here, false);
    }
    for (const child of childrenOf(here).reverse()) pending.push(child);
  }
}

function isScanTarget(state: Walk, target: Segment, value: Value): boolean {
  if (target.kind === 'fields') {
    const { names } = target;
    return isObject(value) && (names.length > 1 || names.every((name) => Object.hasOwn(value, name)));
  }
  if (target.kind === 'indexes' || target.kind === 'slice') return Array.isArray(value);
  if (target.kind === 'wildcard') return true;
  if (target.kind !== 'filter' || typeof value !== 'object') return false;
  return isMatch(target.filter, readerOf(state, value), state.budget);
}

function childrenOf(value: Value): Value[] {
  if (Array.isArray(value)) return [...value];
  return isObject(value) ? Object.values(value) : [];
}

/** Jayway normalises a slice's ends by which of them are there; a slice that starts at the end counts each place from there. */
function pick(segment: Segment, items: readonly Json[]): Value[] {
  const { length } = items;
  const item = (index: number): Value => items[index < 0 ? length + index : index];
  if (segment.kind === 'indexes') return segment.indexes.map(item);
  if (segment.kind !== 'slice') return [];
  const { from, to } = segment;
  if (to === undefined) return items.slice(from);
  if (from === undefined) return items.slice(0, Math.max(0, to < 0 ? length + to : to));
  const end = Math.min(length, to);
  // A start far before the array's own would walk as far for nothing.
  const start = Math.max(from, -2 * length - 1);
  return length === 0 || start >= end ? [] : Array.from({ length: end - start }, (_, offset) => item(start + offset));
}

/** Reads the paths of a filter at an item: undefined when there is nothing. */
function readerOf(state: Walk, item: Value): (path: FilterPath) => Json | undefined {
  return (path) => {
    const from = path.root === 'item' ? item : state.document;
    try {
      const hits = hitsOf(path.segments, { document: state.document, budget: state.budget, from });
      return path.definite ? hits.at(-1) : hits.map((hit) => hit ?? null);
    } catch (error) {
      if (error instanceof PathMiss && !isSpent(state)) return undefined;
      throw error;
    }
  };
}
