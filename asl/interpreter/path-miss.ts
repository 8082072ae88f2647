import type { Segment } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { isObject } from './equal.ts';

/** `reason` is Jayway's message. */
export interface Miss {
  found: false;
  reason: string;
  /** The last step is an index past the array's end: for AWS null in a payload template, a miss elsewhere. */
  beyondEnd: boolean;
}

/** Ends a reading; the message is the miss's reason. */
export class PathMiss extends Error {}

/** The miss of a path of single fields and indexes whose step `at` does not fit the value. */
export function missAt(segments: readonly Segment[], at: number, value: Json): Miss {
  const segment = segments[at]!;
  const isLast = at === segments.length - 1;
  if (segment.kind !== 'fields' && Array.isArray(value)) {
    const reason = isLast ? `No results for path: ${textOf(segments)}` : notAnObject(segments, at + 1, undefined);
    return { found: false, reason, beyondEnd: isLast };
  }
  if (segment.kind !== 'fields') return miss(notAnArray(segments, at, value));
  if (!isObject(value)) return miss(notAnObject(segments, at, value));
  return miss(
    isLast
      ? `No results for path: ${textOf(segments)}`
      : `Missing property in path ${textOf(segments.slice(0, at + 1))}`,
  );
}

/** A value in a message. */
export function shown(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that is nested too deeply to be shown';
  }
}

export function miss(reason: string): Miss {
  return { found: false, reason, beyondEnd: false };
}

export function notAnArray(segments: readonly Segment[], at: number, value: Json | undefined): string {
  if (value === undefined) return `The path ${textOf(segments.slice(0, at))} is null`;
  return `Filter: ${textOfStep(segments[at]!)} can only be applied to arrays. Current context is: ${shown(value)}`;
}

export function notAnObject(segments: readonly Segment[], at: number, value: Json | undefined): string {
  const found = value === undefined ? 'null' : `com.fasterxml.jackson.databind.node.${nodeClassOf(value)}`;
  return (
    `Expected to find an object with property ${textOfStep(segments[at]!)} in path ${textOf(segments.slice(0, at))} but found '${found}'. ` +
    "This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'."
  );
}

function nodeClassOf(value: Json): string {
  if (value === null) return 'NullNode';
  if (Array.isArray(value)) return 'ArrayNode';
  if (typeof value === 'string') return 'TextNode';
  if (typeof value === 'boolean') return 'BooleanNode';
  if (!Number.isInteger(value)) return 'DoubleNode';
  return Math.abs(Number(value)) > 2_147_483_647 ? 'LongNode' : 'IntNode';
}

export function textOf(segments: readonly Segment[]): string {
  return `$${segments.map(textOfStep).join('')}`;
}

function textOfStep(segment: Segment): string {
  switch (segment.kind) {
    case 'fields':
      return `[${segment.names.map((name) => `'${name}'`).join(',')}]`;
    case 'indexes':
      return `[${segment.indexes.join(',')}]`;
    case 'slice':
      return `[${String(segment.from ?? '')}:${String(segment.to ?? '')}]`;
    case 'wildcard':
      return '[*]';
    case 'scan':
      return '..';
    case 'filter':
      return segment.text;
    case 'function':
      return `.${segment.name}()`;
  }
}
