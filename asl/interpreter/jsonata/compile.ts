import type { JsonataNode, NodeOf } from '../../spec/jsonata-ast.ts';
import { compileApply, compileCall, compileLambda, compilePartial } from './calls.ts';
import { JsonataError } from './errors.ts';
import { compileFilter } from './filters.ts';
import { compileGroup } from './groups.ts';
import { lookUp } from './lookup.ts';
import { isTruthy, operators } from './operators.ts';
import { compilePath } from './paths.ts';
import { matcherOf, patternOf } from './regular-expressions.ts';
import { bind, enter, frameOf, holdItems, variableOf } from './run.ts';
import { compileTransform } from './transform.ts';
import { collapse, isNumber, isObject, ownField, sequenceOf } from './values.ts';
import type { Evaluate, Items } from './values.ts';

/** Makes an expression ready. Evaluating it is synchronous and never changes its input. */
export const compile = (node: JsonataNode): Evaluate => {
  const evaluateCore = compileCore(node);
  const filters = (node.predicate ?? []).map(({ expr }) => compileFilter(compile(expr), expr));
  const group = node.group && node.type !== 'path' ? compileGroup(node.group, compile) : undefined;
  const { keepArray } = node;
  return (input, frame) => {
    const { run } = frame;
    enter(run);
    let result = evaluateCore(input, frame);
    for (const filter of filters) result = filter(result, frame);
    if (group) result = group(result, frame);
    run.depth--;
    return collapse(result, keepArray);
  };
};

const compileCore = (node: JsonataNode): Evaluate => {
  switch (node.type) {
    case 'path':
      return compilePath(node, compile);
    case 'string':
    case 'number':
    case 'value': {
      const { value } = node;
      return () => value;
    }
    case 'name': {
      const { value } = node;
      return (input) => lookUp(input, value);
    }
    case 'variable':
      return compileVariable(node);
    case 'binary':
      return compileBinary(node);
    case 'unary':
      return compileUnary(node);
    case 'wildcard':
      return fieldsOf;
    case 'descendant':
      return descendantsOf;
    case 'parent':
      return (_input, frame) => variableOf(frame, node.slot.label);
    case 'condition':
      return compileCondition(node);
    case 'block':
      return compileBlock(node);
    case 'bind':
      return compileBind(node);
    case 'regex': {
      const matcher = matcherOf(patternOf(node.value));
      return () => matcher;
    }
    case 'function':
      return compileCall(node, compile);
    case 'partial':
      return compilePartial(node, compile);
    case 'lambda':
      return compileLambda(node, compile);
    case 'apply':
      return compileApply(node, compile);
    case 'transform':
      return compileTransform(node, compile);
    case 'sort':
      throw new Error('a sort step stands in paths only');
  }
};

const compileVariable = ({ value: name }: NodeOf<'variable'>): Evaluate =>
  name === '' ? (input) => input : (_input, frame) => variableOf(frame, name);

const compileBinary = ({ value: operator, lhs, rhs, position = 0 }: NodeOf<'binary'>): Evaluate => {
  const left = compile(lhs);
  const right = compile(rhs);
  if (operator === 'and') return (input, frame) => isTruthy(left(input, frame)) && isTruthy(right(input, frame));
  if (operator === 'or') return (input, frame) => isTruthy(left(input, frame)) || isTruthy(right(input, frame));
  const operate = operators[operator];
  return (input, frame) => {
    const first = left(input, frame);
    const second = right(input, frame);
    try {
      return operate(first, second, frame.run);
    } catch (error) {
      if (error instanceof JsonataError) Object.assign(error.details, { position, token: operator });
      throw error;
    }
  };
};

const compileUnary = (node: NodeOf<'unary'>): Evaluate => {
  if (node.value === '{') return compileObject(node);
  return node.value === '[' ? compileArray(node) : compileMinus(node);
};

const compileMinus = ({ expression, position = 0 }: Extract<NodeOf<'unary'>, { value: '-' }>): Evaluate => {
  const evaluate = compile(expression);
  return (input, frame) => {
    const value = evaluate(input, frame);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw new JsonataError({ code: 'D1002', position, token: '-', value });
    return -value;
  };
};

const compileArray = ({ expressions, consarray }: Extract<NodeOf<'unary'>, { value: '[' }>): Evaluate => {
  const parts = expressions.map((node) => ({
    evaluate: compile(node),
    isArray: node.type === 'unary' && node.value === '[',
  }));
  return (input, frame) => {
    const items: Items = [];
    for (const { evaluate, isArray } of parts) {
      const value = evaluate(input, frame);
      if (value === undefined) continue;
      // An array in an array constructor is merged, unless it is written as an array there.
      if (!isArray && Array.isArray(value)) for (const item of value) items.push(item);
      else items.push(value);
    }
    holdItems(frame.run, items.length);
    if (consarray) items.cons = true;
    return items;
  };
};

const compileObject = (node: Extract<NodeOf<'unary'>, { value: '{' }>): Evaluate => compileGroup(node, compile);

const fieldsOf: Evaluate = (input, frame) => {
  if (typeof input !== 'object' || input === null) return sequenceOf();
  const values: unknown[] = Object.values(input);
  // Where an array is among the fields, one result stays an array.
  const results: unknown[] = values.some(Array.isArray) ? [] : sequenceOf();
  for (const value of values) {
    if (Array.isArray(value)) for (const item of value.flat(Infinity) as unknown[]) results.push(item);
    else results.push(value);
  }
  holdItems(frame.run, results.length);
  return results;
};

const descendantsOf: Evaluate = (input, frame) => {
  if (input === undefined) return undefined;
  const results = sequenceOf();
  collectDescendants(input, results);
  holdItems(frame.run, results.length);
  return results.length === 1 ? results[0] : results;
};

const collectDescendants = (value: unknown, results: Items): void => {
  if (Array.isArray(value)) {
    for (const item of value) collectDescendants(item, results);
    return;
  }
  results.push(value);
  if (isObject(value)) for (const key of Object.keys(value)) collectDescendants(ownField(value, key), results);
};

const compileCondition = (node: NodeOf<'condition'>): Evaluate => {
  const condition = compile(node.condition);
  const onTrue = compile(node.then);
  const onFalse = node.else ? compile(node.else) : () => undefined;
  return (input, frame) => (isTruthy(condition(input, frame)) ? onTrue(input, frame) : onFalse(input, frame));
};

const compileBlock = ({ expressions }: NodeOf<'block'>): Evaluate => {
  const parts = expressions.map(compile);
  return (input, frame) => {
    const inner = frameOf(frame.run, frame);
    let result: unknown;
    for (const evaluate of parts) result = evaluate(input, inner);
    return result;
  };
};

const compileBind = ({ lhs, rhs }: NodeOf<'bind'>): Evaluate => {
  const evaluate = compile(rhs);
  return (input, frame) => {
    const value = evaluate(input, frame);
    bind(frame, lhs.value, value);
    return value;
  };
};
