import type { NodeOf, PathStep } from '../../spec/jsonata-ast.ts';
import { compileFilter } from './filters.ts';
import type { Filter } from './filters.ts';
import { compileGroup } from './groups.ts';
import { compileSort } from './sorting.ts';
import { enter, holdItems, variableOf } from './run.ts';
import type { Frame } from './run.ts';
import { frameWithTuple, tupleOf } from './tuples.ts';
import { isObject, isSequence, ownField, sequenceOf } from './values.ts';
import type { Compile, Evaluate, Items, Tuple } from './values.ts';

interface Step {
  node: PathStep;
  /** Of one item; for a sort step of all of them. */
  evaluate: Evaluate;
  stages: Stage[];
}

/** A filter, or the name of the variable that takes each item's position. */
type Stage = Filter | string;

/** `a.b[c].d`: each step is evaluated for each item that the step before gave. */
export const compilePath = (node: NodeOf<'path'>, compile: Compile): Evaluate => {
  const steps = node.steps.map((step) => compileStep(step, compile));
  const first = steps[0]!;
  const group = node.group && compileGroup(node.group, compile);
  const plain = plainPathOf(node);
  return (input, frame) => {
    const field = plain ? fieldBy(plain, frame) : manyItems;
    if (field !== manyItems) return field;
    const start: Items = Array.isArray(input) && first.node.type !== 'variable' ? input : sequenceOf(input);
    const { result, tuples } = follow(steps, start, frame);
    if (group && tuples) return group(tuples, frame);
    const items = tuples ? itemsOfTuples(tuples, node.tuple === true) : result;
    const kept = node.keepSingletonArray ? asKept(items) : items;
    return group ? group(kept, frame) : kept;
  };
};

/** Where a plain path comes to an array, it has more than one item to go on with. */
const manyItems = Symbol('many items');

/** `$x.a.b`, and nothing else. */
const plainPathOf = ({ steps, group, keepSingletonArray }: NodeOf<'path'>): string[] | undefined => {
  const isPlain = steps.every(({ type, ...more }, index) => {
    const isExpected = type === (index === 0 ? 'variable' : 'name');
    return isExpected && Object.keys(more).every((key) => key === 'value' || key === 'position');
  });
  const names = steps.map((step) => (step as NodeOf<'name'>).value);
  return isPlain && !group && !keepSingletonArray && names[0] !== '' ? names : undefined;
};

const fieldBy = ([variable, ...names]: string[], frame: Frame): unknown => {
  enter(frame.run);
  frame.run.depth--;
  let value = variableOf(frame, variable!);
  for (const name of names) {
    if (Array.isArray(value)) return manyItems;
    value = isObject(value) ? ownField(value, name) : undefined;
  }
  return Array.isArray(value) && (isSequence(value) || (value as Items).cons) ? manyItems : value;
};

const compileStep = (node: PathStep, compile: Compile): Step => {
  // Filters of a step work on what the step gives for one item; a sort step has no others.
  const { stages = [], ...bare } = node;
  return {
    node,
    evaluate: node.type === 'sort' ? compileSort(node, compile) : compile(bare),
    stages: stages.map((stage) =>
      stage.type === 'filter' ? compileFilter(compile(stage.expr), stage.expr) : stage.value,
    ),
  };
};

const follow = (steps: Step[], start: Items, frame: Frame): { result: Items; tuples: Items | undefined } => {
  let items = start;
  let result = start;
  let tuples: Items | undefined;
  for (const [index, step] of steps.entries()) {
    if (index === 0 && step.node.consarray) {
      result = asItems(step.evaluate(items, frame));
    } else if (tuples || step.node.tuple) {
      tuples = tuplesOfStep(step, items, tuples, frame);
    } else {
      result = resultsOfStep(step, items, frame, index === steps.length - 1);
    }
    if (!tuples && result.length === 0) break;
    if (step.node.focus === undefined) items = result;
  }
  return { result, tuples };
};

const itemsOfTuples = (tuples: Items, keepsTuples: boolean): Items => {
  if (keepsTuples) return tuples;
  const items = sequenceOf();
  for (const tuple of tuples) items.push((tuple as Tuple)['@']);
  return items;
};

const asItems = (value: unknown): Items => {
  if (Array.isArray(value)) return value as Items;
  return value === undefined ? sequenceOf() : sequenceOf(value);
};

const resultsOfStep = ({ node, evaluate, stages }: Step, items: Items, frame: Frame, isLast: boolean): Items => {
  if (node.type === 'sort') return filtered(evaluate(items, frame) as Items, stages, frame);
  const results: unknown[] = [];
  for (const item of items) {
    let result = evaluate(item, frame);
    for (const stage of stages) result = (stage as Filter)(result, frame);
    if (result !== undefined) results.push(result);
  }
  const [only] = results;
  if (isLast && results.length === 1 && Array.isArray(only) && !isSequence(only)) return only as Items;
  return flattened(results, frame);
};

const flattened = (results: unknown[], frame: Frame): Items => {
  const flat = sequenceOf();
  for (const result of results) {
    if (!Array.isArray(result) || (result as Items).cons) flat.push(result);
    else for (const item of result) flat.push(item);
  }
  holdItems(frame.run, flat.length);
  return flat;
};

const tuplesOfStep = (step: Step, items: Items, tuples: Items | undefined, frame: Frame): Items => {
  const { node, evaluate, stages } = step;
  if (node.type === 'sort') return filtered(sortedTuples(step, items, tuples, frame), stages, frame);
  const results = tupleStream();
  for (const tuple of (tuples ?? items.map((item) => tupleOf({ '@': item }))) as Tuple[]) {
    const value = evaluate(tuple['@'], frameWithTuple(frame, tuple));
    for (const [index, item] of asItems(value).entries()) {
      const isTuple = (value as Items | undefined)?.tupleStream === true;
      results.push(isTuple ? tupleOf(tuple, item as Tuple) : withItem(node, tuple, item, index));
    }
  }
  holdItems(frame.run, results.length);
  return filtered(results, stages, frame);
};

const tupleStream = (): Items => {
  const stream = sequenceOf();
  stream.tupleStream = true;
  return stream;
};

const withItem = ({ focus, index, ancestor }: PathStep, tuple: Tuple, item: unknown, position: number): Tuple => {
  const result = tupleOf(tuple);
  // With a focus the context stays, and the item is the variable.
  if (focus === undefined) result['@'] = item;
  else result[focus] = item;
  if (index !== undefined) result[index] = position;
  if (ancestor) result[ancestor.label] = tuple['@'];
  return result;
};

const sortedTuples = ({ node, evaluate }: Step, items: Items, tuples: Items | undefined, frame: Frame): Items => {
  if (tuples) return evaluate(tuples, frame) as Items;
  const results = tupleStream();
  for (const [position, item] of (evaluate(items, frame) as Items).entries()) {
    results.push(tupleOf({ '@': item }, node.index === undefined ? {} : { [node.index]: position }));
  }
  return results;
};

const filtered = (items: Items, stages: Stage[], frame: Frame): Items => {
  let result = items;
  for (const stage of stages) {
    if (typeof stage === 'string') for (const [position, tuple] of result.entries()) (tuple as Tuple)[stage] = position;
    else result = stage(result, frame) as Items;
  }
  return result;
};

/** `[]` behind a path keeps one result as an array. An array of the input stays as it is: it is none that could collapse. */
const asKept = (result: Items): Items => {
  const kept = result.cons && !isSequence(result) ? sequenceOf(result) : result;
  if (isSequence(kept)) kept.keepSingleton = true;
  return kept;
};
