import { readDefinition } from './document.ts';
import type { Position } from './document.ts';
import { limits } from './limits.ts';
import { machineShapes } from './validate/fields.ts';
import { machinesOf } from './validate/machines.ts';
import type { Machine } from './validate/machines.ts';
import { checkNames } from './validate/names.ts';
import { inside, isRecord, refuse } from './validate/place.ts';
import type { Place } from './validate/place.ts';
import type { Problem } from './validate/problem.ts';
import { checkShape } from './validate/shape.ts';
import { checkState, languageOf } from './validate/state.ts';
import { checkTransitions } from './validate/transitions.ts';
import { checkScopes } from './validate/variables.ts';

export type { Problem } from './validate/problem.ts';

/**
 * All that AWS would refuse in the definition of a Standard workflow, and what is doubtful in it, in the order of the text. Never
 * throws. A definition without any `error` runs.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export const validate = (definition: string | object): Problem[] => {
  if (typeof definition === 'string') return validateText(definition);
  const text = textOf(definition);
  if (typeof text !== 'string') return [text];
  return validateText(text).map(({ line, column, ...problem }) => problem);
};

/** What an object says as JSON, so that getters, cycles and the like end here. */
const textOf = (definition: object): string | Problem => {
  try {
    const text: unknown = JSON.stringify(definition);
    return typeof text === 'string' ? text : ''; // of a function it is undefined
  } catch (error) {
    if (error instanceof RangeError) return problem('TOO_DEEPLY_NESTED', 'The definition is nested too deeply');
    const reason = error instanceof Error ? error.message : String(error);
    return problem('INVALID_JSON_DESCRIPTION', `The definition cannot be written as JSON: ${reason}`);
  }
};

const validateText = (text: string): Problem[] => {
  if (text.trim() === '')
    return [problem('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', startOfText)];
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.definitionBytes) {
    const message = `The definition has ${bytes} bytes; at most ${limits.definitionBytes} are allowed`;
    return [problem('SCHEMA_VALIDATION_FAILED', message, startOfText)];
  }
  const read = readDefinition(text);
  if ('problems' in read) return read.problems;
  const located = problemsIn(read.definition).map((found) => ({ ...found, ...read.locate(found.pointer) }));
  return located.sort((a, b) => a.line - b.line || a.column - b.column);
};

const startOfText: Position = { line: 1, column: 1 };

const problem = (code: string, message: string, position?: Position): Problem => ({
  severity: 'error',
  code,
  message,
  pointer: '',
  ...position,
});

const problemsIn = (definition: unknown): Problem[] => {
  if (!isRecord(definition)) return [problem('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object')];
  const problems: Problem[] = [];
  const language = languageOf(definition, 'JSONPath');
  const placeOf = ({ pointer, scope }: Machine): Place => ({
    pointer,
    scope,
    language,
    downgraded: false,
    visible: ['input', 'context'],
    report: (found) => problems.push(found),
  });
  const machines = machinesOf(definition);
  for (const machine of machines) checkMachine(machine, placeOf(machine));
  checkNames(machines, placeOf);
  checkScopes(machines);
  return problems;
};

const checkMachine = (machine: Machine, place: Place): void => {
  const { kind, value, states } = machine;
  if (!isRecord(value)) {
    refuse(place, 'Expected value of type Object');
    return;
  }
  checkShape(value, place, machineShapes[kind]);
  checkStates(value['States'], place);
  for (const [name, state] of states) checkState(state, { ...inside(place, 'States', name), state: name });
  checkTransitions(machine, place);
};

const checkStates = (states: unknown, place: Place): void => {
  if (states === undefined) return;
  const here = inside(place, 'States');
  if (!isRecord(states)) refuse(here, 'Expected value of type Object');
  else if (Object.keys(states).length === 0) refuse(here, 'Value cannot be empty');
};
