import { createHash } from 'node:crypto';
import { javaRandomBits } from '../../java-random.ts';
import { failure, JsonataError, memoryExceeded } from '../errors.ts';
import { holdItems } from '../run.ts';
import { parseJson } from '../parse-json.ts';
import { asSequence } from '../values.ts';
import type { Native } from '../values.ts';

type Implementation = Native['implementation'];

/** The largest `$range` that AWS's memory takes. */
const longestRange = 360_145;

const algorithms = ['SHA-1', 'SHA-384', 'SHA-256', 'SHA-512', 'MD5'];

const mismatch = (name: string, index: number, value: unknown): JsonataError =>
  new JsonataError({ code: 'T0410', token: name, index, value });

const refuseMore = (name: string, args: unknown[], most: number): void => {
  if (args.length > most) throw mismatch(name, most + 1, args[most]);
};

/** A fraction is cut off. */
const wholeNumber = (name: string, args: unknown[], index: number): number => {
  const value = args[index];
  if (typeof value !== 'number') throw mismatch(name, index + 1, value);
  return Math.trunc(value) + 0;
};

const partition: Implementation = (args, { run }) => {
  refuseMore('partition', args, 2);
  const [items, size] = args;
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw new JsonataError({ code: 'T0412', token: 'partition', index: 1, value: items });
  if (items.length === 0) return size === undefined ? [[]] : undefined;
  const length = size === undefined ? items.length : wholeNumber('partition', args, 1);
  if (length < 0) throw failure('Second argument must be zero or greater');
  if (length === 0) return undefined;
  const parts: unknown[] = [];
  for (let start = 0; start < items.length; start += length) parts.push(items.slice(start, start + length));
  holdItems(run, items.length);
  return parts;
};

const range: Implementation = (args, { run }) => {
  refuseMore('range', args, 3);
  // Left out is not the same as nothing.
  if (args.length < 2) throw mismatch('range', args.length + 1, undefined);
  if (args[2] === undefined || args.includes(undefined)) return undefined;
  const from = wholeNumber('range', args, 0);
  const to = wholeNumber('range', args, 1);
  const step = wholeNumber('range', args, 2);
  if (step === 0 || (to - from) * step < 0) return undefined;
  const count = Math.floor((to - from) / step) + 1;
  if (count > longestRange) throw memoryExceeded();
  holdItems(run, count);
  return asSequence(Array.from({ length: count }, (_, index) => from + index * step));
};

const hash: Implementation = (args) => {
  refuseMore('hash', args, 2);
  // An algorithm that is nothing is `null`; only one that is left out gives nothing.
  const [text, algorithm = 'null'] = args;
  if (args.length === 0) throw mismatch('hash', 1, text);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch('hash', 1, text);
  if (args.length === 1) return undefined;
  if (typeof algorithm !== 'string') throw mismatch('hash', 2, algorithm);
  if (!algorithms.includes(algorithm)) {
    throw failure(`Hash algorithm '${algorithm}' must be one of ${algorithms.join(', ')}`);
  }
  return createHash(algorithm.replace('-', '')).update(text, 'utf8').digest('hex');
};

const random: Implementation = (args, { run }) => {
  refuseMore('random', args, 1);
  return args[0] === undefined ? run.ambient.random() : seededNumber(wholeNumber('random', args, 0));
};

/** `new java.util.Random(seed).nextDouble()`. */
const seededNumber = (seed: number): number => {
  const bits = javaRandomBits(BigInt(seed));
  return (bits(26) * 2 ** 27 + bits(27)) / 2 ** 53;
};

const uuid: Implementation = (args, { run }) => {
  refuseMore('uuid', args, 0);
  return run.ambient.uuid();
};

const parse: Implementation = (args) => {
  refuseMore('parse', args, 1);
  const [text] = args;
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch('parse', 1, text);
  try {
    return parseJson(text);
  } catch {
    throw failure('Invalid JSON');
  }
};

/** What Step Functions adds. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn */
export const dialectFunctions: Record<string, { arity: number; implementation: Implementation }> = {
  partition: { arity: 2, implementation: partition },
  range: { arity: 3, implementation: range },
  hash: { arity: 2, implementation: hash },
  random: { arity: 1, implementation: random },
  uuid: { arity: 0, implementation: uuid },
  parse: { arity: 1, implementation: parse },
};
