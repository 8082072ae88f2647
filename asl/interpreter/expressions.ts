import { expressionIn, isExpression, variablesOf } from '../spec/jsonata.ts';
import { limits } from '../spec/limits.ts';
import type { Json, JsonObject } from '../spec/states.ts';
import { errors, StateFailure } from './failure.ts';
import { causeIn, contextOf, record, type Visit } from './frame.ts';
import { describeFailure, evaluateJsonata, JsonataFailure } from './jsonata.ts';
import type { Expression, ExpressionTemplate } from './program.ts';
import type { Random } from './random.ts';

/** What `$states` holds beside the state's input. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export interface Available {
  result?: Json;
  errorOutput?: Json;
  /** The context object where it holds more than usual: a Map's item. */
  context?: JsonObject;
}

/** A JSONata state's `Output`, `Arguments` and the like: `field` is its name, and the first part of a failure's location. */
export async function evaluateTemplate(
  visit: Visit,
  field: string,
  template: Json,
  available: Available = {},
): Promise<Json> {
  const compiled = visit.frame.program.expressionTemplate(template);
  return compiled.kind === 'literal' ? compiled.value : evaluate(visit, field, compiled, available);
}

/** A field that is a literal or one expression. */
export async function evaluateValue(
  visit: Visit,
  field: string,
  value: Json,
  available: Available = {},
): Promise<Json> {
  if (typeof value !== 'string' || !isExpression(value)) return value;
  return evaluateExpression(visit, field, visit.frame.program.expression(value), available);
}

async function evaluate(
  visit: Visit,
  field: string,
  template: ExpressionTemplate,
  available: Available,
): Promise<Json> {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return evaluateExpression(visit, field, template.expression, available);
    case 'array': {
      const items: Json[] = [];
      for (const [index, item] of template.items.entries())
        items.push(await evaluate(visit, `${field}[${index}]`, item, available));
      return items;
    }
    case 'object': {
      const fields: [string, Json][] = [];
      for (const [key, item] of template.fields)
        fields.push([key, await evaluate(visit, `${field}/${key}`, item, available)]);
      return Object.fromEntries(fields);
    }
  }
}

async function evaluateExpression(
  visit: Visit,
  field: string,
  expression: Expression,
  available: Available,
): Promise<Json> {
  const { run } = visit.frame;
  let value: Json | undefined;
  try {
    value = await evaluateJsonata(expression.parsed, bindingsFor(visit, expression, available), run.ambient);
  } catch (error) {
    if (!(error instanceof JsonataFailure)) throw error;
    throw expressionFailed(visit, field, expression, reasonOf(error, run.random));
  }
  if (value === undefined) throw expressionFailed(visit, field, expression, 'returned nothing (undefined).');
  return value;
}

function bindingsFor(visit: Visit, { parsed }: Expression, available: Available): Record<string, Json> {
  const bindings: Record<string, Json> = {};
  for (const name of variablesOf(parsed)) {
    if (name === 'states') bindings['states'] = statesOf(visit, available);
    else {
      const value = visit.frame.scope.get(name);
      if (value !== undefined) bindings[name] = value;
    }
  }
  return bindings;
}

function statesOf(visit: Visit, { result, errorOutput, context }: Available): JsonObject {
  return {
    input: visit.input.value,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
    context: context ?? contextOf(visit),
  };
}

/** AWS's words for each kind of failure. */
function reasonOf(failure: JsonataFailure, random: Random): string {
  if (failure.code === 'unsupported') return 'returned an unsupported result type.';
  if (failure.code === 'internal') return `threw an internal error during evaluation. ${random.uuid()}`;
  return `threw an error during evaluation${failure.code === '' ? ':' : '.'} ${describeFailure(failure)}`;
}

function expressionFailed(visit: Visit, field: string, { source }: Expression, what: string): StateFailure {
  return evaluationFailed(
    visit,
    `The JSONata expression '${source}' specified for the field '${field}' ${what}`,
    field,
  );
}

/** A result of the wrong kind. */
export function unexpectedType(visit: Visit, field: string, given: Json, expected: string, value: Json): StateFailure {
  const expression = typeof given === 'string' && isExpression(given) ? expressionIn(given) : JSON.stringify(given);
  return evaluationFailed(
    visit,
    `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}

/** A field that holds a number, or an expression for one. */
export async function evaluatedNumber(
  visit: Visit,
  field: string,
  expression: string,
  kind: 'integer' | 'float',
): Promise<number> {
  const value = await evaluateValue(visit, field, expression);
  if (typeof value !== 'number') throw unexpectedType(visit, field, expression, 'number', value);
  if (kind === 'float' || Number.isInteger(value)) return value;
  throw evaluationFailed(visit, `The ${field} field cannot be parsed as an integer: ${value}`, field);
}

/** The same, of whole seconds. */
export async function evaluatedSeconds(
  visit: Visit,
  field: string,
  expression: string,
  most: number = limits.seconds,
): Promise<number> {
  const seconds = await evaluatedNumber(visit, field, expression, 'integer');
  if (seconds >= 0 && seconds <= most) return seconds;
  throw evaluationFailed(visit, `${field} must be between 0 and ${limits.seconds} but was: ${seconds}`, field);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Records that a field could not be evaluated and gives the failure to throw. */
export function evaluationFailed(
  visit: Visit,
  text: string,
  location?: string,
  after = visit.previousEventId,
): StateFailure {
  const failure = new StateFailure(errors.queryEvaluationError, causeIn(visit, text));
  const { thread } = visit.frame;
  // Measured on AWS: before a state has done anything, its StateEntered is not what the event points at.
  if (thread.last === visit.eventId) thread.last = after;
  failure.eventId = record(visit.frame, 'EvaluationFailed', {
    error: failure.errorName,
    cause: failure.failureCause,
    ...(location === undefined ? {} : { location }),
    state: visit.name,
  });
  return failure;
}
