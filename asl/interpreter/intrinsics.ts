import type { IntrinsicCall, IntrinsicName } from '../spec/intrinsic.ts';
import type { Path } from '../spec/path.ts';
import type { Json } from '../spec/states.ts';
import { ArgumentFault, invalid, type Intrinsic, type Sources } from './intrinsics/arguments.ts';
import {
  array,
  arrayContains,
  arrayGetItem,
  arrayLength,
  arrayPartition,
  arrayRange,
  arrayUnique,
} from './intrinsics/arrays.ts';
import { base64Decode, base64Encode, hash } from './intrinsics/encodings.ts';
import { format } from './intrinsics/format.ts';
import { jsonMerge, jsonToString, stringToJson } from './intrinsics/json.ts';
import { mathAdd, mathRandom } from './intrinsics/math.ts';
import { stringSplit, uuid } from './intrinsics/strings.ts';

/** `message` is what AWS writes after naming the state. AWS reports it as States.Runtime, whatever its documentation says. */
export class IntrinsicFailure extends Error {
  override readonly name = 'IntrinsicFailure';
}

export interface IntrinsicSources extends Sources {
  /** What a path hits; when there is nothing, it throws what the call then throws. */
  read: (path: Path) => Json;
}

/** By name: how many arguments at least and at most, and what it does with them. States.UUID takes any and looks at none. */
const intrinsics: Record<Exclude<IntrinsicName, 'States.Format'>, readonly [number, number, Intrinsic]> = {
  'States.Array': [0, Infinity, array],
  'States.ArrayContains': [2, 2, arrayContains],
  'States.ArrayGetItem': [2, 2, arrayGetItem],
  'States.ArrayLength': [1, 1, arrayLength],
  'States.ArrayPartition': [2, 2, arrayPartition],
  'States.ArrayRange': [3, 3, arrayRange],
  'States.ArrayUnique': [1, 1, arrayUnique],
  'States.Base64Decode': [1, 1, base64Decode],
  'States.Base64Encode': [1, 1, base64Encode],
  'States.Hash': [2, 2, hash],
  'States.JsonMerge': [3, 3, jsonMerge],
  'States.JsonToString': [1, 1, jsonToString],
  'States.MathAdd': [2, 2, mathAdd],
  'States.MathRandom': [2, 3, mathRandom],
  'States.StringSplit': [2, 2, stringSplit],
  'States.StringToJson': [1, 1, stringToJson],
  'States.UUID': [0, Infinity, uuid],
};

/**
 * Runs a call, arguments first. Throws an IntrinsicFailure, or what `read` throws.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export function evaluateIntrinsic(call: IntrinsicCall, sources: IntrinsicSources): Json {
  try {
    return evaluate(call, sources);
  } catch (error) {
    if (error instanceof ArgumentFault) throw failureOf(call, error.message);
    if (error instanceof RangeError) throw failureOf(call, `The values are nested too deeply for ${call.name}`);
    throw error;
  }
}

function failureOf(call: IntrinsicCall, detail: string): IntrinsicFailure {
  return new IntrinsicFailure(`There was an error while evaluating the intrinsic function: ${call.text}. ${detail}`);
}

function evaluate(call: IntrinsicCall, sources: IntrinsicSources): Json {
  const given = call.arguments.map((argument) => {
    if (argument.kind === 'call') return evaluate(argument, sources);
    return argument.kind === 'path' ? sources.read(argument.path) : argument.value;
  });
  try {
    return apply(call, given, sources);
  } catch (error) {
    if (!(error instanceof ArgumentFault) || error.message !== '') throw error;
    return invalid(`Invalid arguments in ${call.name}`);
  }
}

function apply({ name, arguments: written }: IntrinsicCall, given: readonly Json[], sources: Sources): Json {
  if (name === 'States.Format') return format(given, written);
  const [least, most, intrinsic] = intrinsics[name];
  if (given.length >= least && given.length <= most) return intrinsic(given, sources);
  return invalid(
    name === 'States.JsonToString' ? `Invalid arguments in ${name}: only a single argument is allowed.` : '',
  );
}
