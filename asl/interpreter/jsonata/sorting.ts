import type { NodeOf } from '../../spec/jsonata-ast.ts';
import { JsonataError } from './errors.ts';
import { isOrdered } from './operators.ts';
import { checkTime } from './run.ts';
import type { Frame, Run } from './run.ts';
import { frameWithTuple } from './tuples.ts';
import type { Compile, Evaluate, Items, Tuple } from './values.ts';

/** Whether two items stand the wrong way round. */
type IsAfter = (left: unknown, right: unknown) => boolean;

/** Stable. The order of the comparisons is a merge sort's from above. */
export const sorted = (items: unknown[], isAfter: IsAfter, run: Run): unknown[] => {
  if (items.length <= 1) return items;
  checkTime(run);
  const middle = Math.floor(items.length / 2);
  return merged(sorted(items.slice(0, middle), isAfter, run), sorted(items.slice(middle), isAfter, run), isAfter);
};

const merged = (left: unknown[], right: unknown[], isAfter: IsAfter): unknown[] => {
  const result: unknown[] = [];
  let [fromLeft, fromRight] = [0, 0];
  while (fromLeft < left.length && fromRight < right.length) {
    result.push(isAfter(left[fromLeft], right[fromRight]) ? right[fromRight++] : left[fromLeft++]);
  }
  while (fromLeft < left.length) result.push(left[fromLeft++]);
  while (fromRight < right.length) result.push(right[fromRight++]);
  return result;
};

interface Term {
  evaluate: Evaluate;
  descending: boolean;
}

/** `^(a, >b)`. What has no value comes last, whichever way the term sorts. */
export const compileSort = ({ terms, position = 0 }: NodeOf<'sort'>, compile: Compile): Evaluate => {
  const compiled = terms.map(({ expression, descending }) => ({ evaluate: compile(expression), descending }));
  return (items, frame) => {
    const isTuples = (items as Items).tupleStream === true;
    const isAfter: IsAfter = (left, right) => {
      for (const term of compiled) {
        const order = orderBy(
          term,
          valueOf(term, left, isTuples, frame),
          valueOf(term, right, isTuples, frame),
          position,
        );
        if (order !== 0) return order > 0;
      }
      return false;
    };
    return sorted(items as Items, isAfter, frame.run);
  };
};

const valueOf = ({ evaluate }: Term, item: unknown, isTuple: boolean, frame: Frame): unknown =>
  isTuple ? evaluate((item as Tuple)['@'], frameWithTuple(frame, item as Tuple)) : evaluate(item, frame);

const orderBy = ({ descending }: Term, left: unknown, right: unknown, position: number): number => {
  if (left === undefined) return right === undefined ? 0 : 1;
  if (right === undefined) return -1;
  if (!isOrdered(left) || !isOrdered(right)) {
    throw new JsonataError({ code: 'T2008', position, value: isOrdered(left) ? right : left });
  }
  if (typeof left !== typeof right) throw new JsonataError({ code: 'T2007', position, value: left, value2: right });
  if (left === right) return 0;
  return left < right === descending ? 1 : -1;
};
