import { jsonFaultOf } from './json-fault.ts';
import { mapJson, offsetOf } from './json-map.ts';
import type { JsonMap } from './json-map.ts';
import { pointerTo } from './validate/place.ts';
import type { Problem } from './validate/problem.ts';

/** Counted from 1; columns are UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

export interface DefinitionText {
  definition: unknown;
  /** Where a JSON pointer leads: a field's name, an item's start; for what is not there, the nearest thing around it. */
  locate: (pointer: string) => Position;
}

/** What walks a definition may count on it. AWS has such a limit (TOO_DEEPLY_NESTED) but does not tell it. */
const deepestNesting = 1000;

/**
 * Reads a definition: JSON (RFC 8259) in which no object has a name twice. For a text that is not, gives its problems instead,
 * with their positions.
 */
export const readDefinition = (text: string): DefinitionText | { problems: Problem[] } => {
  const positionOf = positionsIn(text);
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    const { offset, message } = jsonFaultOf(text) ?? { offset: 0, message: String(error) };
    return { problems: [{ ...errorOf('INVALID_JSON_DESCRIPTION', message, ''), ...positionOf(offset) }] };
  }
  const map = mapJson(text, deepestNesting);
  const problems = problemsOf(map, positionOf);
  return problems.length > 0
    ? { problems }
    : { definition, locate: (pointer) => positionOf(offsetOf(map.root, pointer)) };
};

const problemsOf = ({ repeated, tooDeepAt }: JsonMap, positionOf: (offset: number) => Position): Problem[] => {
  if (tooDeepAt !== undefined) {
    const message = `The definition is nested more than ${deepestNesting} levels deep`;
    return [{ ...errorOf('TOO_DEEPLY_NESTED', message, ''), ...positionOf(tooDeepAt) }];
  }
  return repeated.map(({ pointer, name, offset }) => ({
    ...errorOf('INVALID_JSON_DESCRIPTION', `Duplicate field '${name}'`, pointerTo(pointer, name)),
    ...positionOf(offset),
  }));
};

const errorOf = (code: string, message: string, pointer: string): Problem => ({
  severity: 'error',
  code,
  message,
  pointer,
});

/** The lines are counted once, when a position is first asked for. */
const positionsIn = (text: string): ((offset: number) => Position) => {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStartsOf(text);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
};

const lineStartsOf = (text: string): number[] => [
  0,
  ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length),
];
