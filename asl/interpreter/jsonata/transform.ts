import type { NodeOf } from '../../spec/jsonata-ast.ts';
import { call } from './calls.ts';
import { internalError, JsonataError } from './errors.ts';
import { variableOf } from './run.ts';
import { isFunction, isObject, Native, ownField, setField } from './values.ts';
import type { Compile, Evaluate } from './values.ts';

/** `|pattern|update, delete|`: a function that changes a copy of an object. */
export const compileTransform = (node: NodeOf<'transform'>, compile: Compile): Evaluate => {
  const pattern = compile(node.pattern);
  const update = compile(node.update);
  const remove = node.delete && compile(node.delete);
  return (_input, frame) =>
    new Native(1, ([object]) => {
      if (object === undefined) return undefined;
      const clone = variableOf(frame, 'clone');
      if (!isFunction(clone)) throw new JsonataError({ code: 'T2013', position: node.position ?? 0 });
      const copy = call(clone, [object], null, frame);
      for (const match of listOf(pattern(copy, frame))) {
        updateMatch(match, update(match, frame), node.update.position);
        if (remove) deleteFrom(match, remove(match, frame), node.delete?.position);
      }
      return copy;
    });
};

const listOf = (value: unknown): unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

const updateMatch = (match: unknown, update: unknown, position = 0): void => {
  if (update === undefined) return;
  if (!isObject(update)) throw new JsonataError({ code: 'T2011', position, value: update });
  for (const key of Object.keys(update)) {
    if (isObject(match)) setField(match, key, ownField(update, key));
    else if (!Array.isArray(match)) throw internalError();
  }
};

const deleteFrom = (match: unknown, names: unknown, position = 0): void => {
  const list = listOf(names);
  if (!list.every((name) => typeof name === 'string'))
    throw new JsonataError({ code: 'T2012', position, value: names });
  if (isObject(match)) for (const name of list) Reflect.deleteProperty(match, name);
};
