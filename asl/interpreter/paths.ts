import type { Path, Segment } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { isObject } from './equal.ts';
import { missAt, shown, type Miss } from './path-miss.ts';
import { walk } from './path-walk.ts';

export type PathResult = { found: true; value: Json } | Miss;
export type { Miss } from './path-miss.ts';

/**
 * What a path hits in a document: the value, or for a path that is not definite the array of all it hits, which may be empty.
 * As Jayway JsonPath does it with AWS's settings: a step before the first wildcard, slice, filter or scan that is not there is
 * a miss even so. Never throws.
 */
export function readPath(path: Path, document: Json): PathResult {
  return path.reference ? readReference(path.segments, document) : walk(path, document);
}

function readReference(segments: readonly Segment[], document: Json): PathResult {
  let value: Json | undefined = document;
  for (const [at, segment] of segments.entries()) {
    const next: Json | undefined = stepInto(segment, value);
    if (next === undefined) return missAt(segments, at, value);
    value = next;
  }
  return { found: true, value };
}

function stepInto(segment: Segment, value: Json): Json | undefined {
  if (segment.kind === 'fields') {
    const name = segment.names[0]!;
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return segment.kind === 'indexes' && Array.isArray(value) ? value[segment.indexes[0]!] : undefined;
}

/** AWS's words for a ResultPath that leads through something that is no object. The error's name is States.ResultPathMatchFailure. */
export class ReferenceConflict extends Error {
  override readonly name = 'ReferenceConflict';

  constructor(path: Path, document: Json) {
    super(`Unable to apply ReferencePath ${path.text} to input ${shown(document)}`);
  }
}

/**
 * A document with the value in the place of a Reference Path; what is not on the way there is shared with the given document,
 * which stays as it is. Missing objects are made, at the end of theirs; missing items of arrays are not.
 * Throws a ReferenceConflict. https://states-language.net/#using-resultpath
 */
export function writeReference(path: Path, document: Json, value: Json): Json {
  if (!path.reference) throw new ReferenceConflict(path, document);
  const parents: Json[] = [];
  let place: Json | undefined = document;
  for (const segment of path.segments) {
    if (place === undefined && segment.kind === 'fields') place = {};
    if (place === undefined || !canHold(place, segment)) throw new ReferenceConflict(path, document);
    parents.push(place);
    place = stepInto(segment, place);
  }
  return parents.reduceRight<Json>((inner, parent, at) => withPart(parent, path.segments[at]!, inner), value);
}

function canHold(place: Json, segment: Segment): boolean {
  if (segment.kind === 'fields') return isObject(place);
  return segment.kind === 'indexes' && Array.isArray(place) && segment.indexes[0]! < place.length;
}

function withPart(parent: Json, segment: Segment, part: Json): Json {
  if (Array.isArray(parent)) return segment.kind === 'indexes' ? parent.with(segment.indexes[0]!, part) : parent;
  const changed = { ...(parent as { [key: string]: Json }) };
  const name = segment.kind === 'fields' ? segment.names[0]! : '';
  Object.defineProperty(changed, name, { value: part, enumerable: true, configurable: true, writable: true });
  return changed;
}
