import type { JsonObject } from '../../spec/states.ts';
import { JsonFault, parseJson } from '../jackson.ts';
import { bucketsFor, hashOrder, javaHash } from '../java-hash.ts';
import { jsonText } from '../java-text.ts';
import { invalid, objectOf, stringOf, type Intrinsic } from './arguments.ts';

/** What Jackson calls the text that it does not show. */
const source = '[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';

/** A blank text is null. */
export const stringToJson: Intrinsic = ([text]) => {
  try {
    return parseJson(stringOf(text));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const message = `${error.describe(source)}\n at ${source}; line: ${error.line}, column: ${error.column}]`;
    return invalid(`Cannot convert String to Json in States.StringToJson, caused by: ${message}`);
  }
};

export const jsonToString: Intrinsic = ([value = null]) => jsonText(value);

/** Shallow: of two fields of a name the second object's counts. AWS gives the keys in the order of a java.util.HashMap. */
export const jsonMerge: Intrinsic = ([left, right, deep]) => {
  const [first, second] = [objectOf(left), objectOf(right)];
  if (deep === true) return invalid();
  const merged: JsonObject = { ...first, ...second };
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  const ordered = hashOrder(
    keys,
    javaHash,
    mapBuckets(Object.keys(first).length, Object.keys(second).length, keys.length),
  );
  return Object.fromEntries(ordered.map((key) => [key, merged[key]!]));
};

/** A map copied from the first object, to which the second one's fields are added: it doubles as it fills. */
function mapBuckets(first: number, second: number, all: number): number {
  let buckets = bucketsFor(first > 0 ? first : second);
  while (all > Math.floor(buckets * 0.75)) buckets *= 2;
  return buckets;
}
