import type { Path } from '../spec/path.ts';
import type { Json, JsonObject } from '../spec/states.ts';
import { StateFailure } from './failure.ts';
import { contextOf, runtimeFailure, type Visit } from './frame.ts';
import { evaluateIntrinsic, IntrinsicFailure } from './intrinsics.ts';
import { readPath, type PathResult } from './paths.ts';
import type { PathTemplate, Query } from './program.ts';

/** What the paths of a field are read from: `$` and, where it holds more than usual, `$$`. */
export interface Roots {
  input: Json;
  context?: JsonObject;
}

/** `InputPath`, `OutputPath` and others that name one place; `null` is the empty object. */
export function readField(visit: Visit, text: string | null, input: Json): Json {
  if (text === '$') return input;
  if (text === null) return {};
  const path = visit.frame.program.path(text);
  const result = read(visit, path, { input });
  if (result.found) return result.value;
  throw runtimeFailure(visit, `Invalid path '${text}' : ${result.reason}`);
}

/** A path in a field such as ErrorPath or `x.$`, where AWS says it in other words. */
export function readNamedField(visit: Visit, field: string, text: string, input: Json): Json {
  return resolveQuery(visit, field, visit.frame.program.query(text), { input });
}

export function inputOf(visit: Visit<Extract<Visit['state'], { InputPath?: string | null }>>): Json {
  const { InputPath: path = '$' } = visit.state;
  return readField(visit, path, visit.input.value);
}

/** https://states-language.net/#payload-template */
export function resolveTemplate(visit: Visit, template: Json, roots: Roots): Json {
  return resolve(visit, visit.frame.program.pathTemplate(template), roots);
}

export function read(visit: Visit, path: Path, roots: Roots): PathResult {
  return readPath(path, documentOf(visit, path, roots));
}

function documentOf(visit: Visit, path: Path, roots: Roots): Json {
  if (path.root === 'input') return roots.input;
  if (path.root === 'context') return roots.context ?? contextOf(visit);
  const value = visit.frame.scope.get(path.variable!);
  if (value === undefined)
    throw runtimeFailure(visit, `The variable '$${path.variable!}' has not been assigned a value`);
  return value;
}

function resolve(visit: Visit, template: PathTemplate, roots: Roots): Json {
  if (template.kind === 'literal') return template.value;
  if (template.kind === 'array') return template.items.map((item) => resolve(visit, item, roots));
  return Object.fromEntries(
    template.fields.map(([key, field]) =>
      field.kind === 'path' || field.kind === 'intrinsic'
        ? [key.slice(0, -2), resolveQuery(visit, key, field, roots)]
        : [key, resolve(visit, field, roots)],
    ),
  );
}

function resolveQuery(visit: Visit, field: string, query: Query, roots: Roots): Json {
  if (query.kind === 'intrinsic') return callIntrinsic(visit, query, roots);
  const result = read(visit, query.path, roots);
  if (result.found) return result.value;
  // Measured on AWS: an index past the end reads null here, and nowhere else.
  if (result.beyondEnd) return null;
  const input = JSON.stringify(roots.input);
  throw runtimeFailure(
    visit,
    `The JSONPath '${query.path.text}' specified for the field '${field}' could not be found in the input '${input}'`,
  );
}

function callIntrinsic(visit: Visit, { call, text }: Extract<Query, { kind: 'intrinsic' }>, roots: Roots): Json {
  const { random } = visit.frame.run;
  const readArgument = (path: Path): Json => {
    const result = read(visit, path, roots);
    if (result.found) return result.value;
    const input = JSON.stringify(roots.input);
    const field = path.text.replace(/^\$\$/, '$');
    // Measured on AWS: an index of what is no array is told in the words of the path.
    const reason = result.reason.startsWith('Filter: ')
      ? result.reason
      : `The JsonPath argument for the field '${field}' could not be found in the input '${input}'`;
    throw runtimeFailure(visit, `The function '${text}' had the following error: ${reason}`);
  };
  try {
    return evaluateIntrinsic(call, { read: readArgument, random: () => random.next(), uuid: () => random.uuid() });
  } catch (error) {
    if (error instanceof StateFailure || !(error instanceof IntrinsicFailure)) throw error;
    throw runtimeFailure(visit, error.message);
  }
}
