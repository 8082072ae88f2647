import { hashOrder, javaHash } from './java-hash.ts';

/**
 * The order in which a Java HashMap that grew with its entries gives its keys. AWS builds some objects with one, which shows
 * wherever an object becomes text. (Inferred from recorded answers: every one of them fits.)
 */
export function javaHashOrder<T>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  let buckets = 16;
  while (entries.length > buckets * 0.75) buckets *= 2;
  return hashOrder(entries, (entry) => javaHash(keyOf(entry)), buckets);
}
