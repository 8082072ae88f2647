import type { Json } from '../spec/states.ts';

/** `hashCode` of the Java value that AWS reads a JSON value as: Integer, Long or Double, String, Boolean, List, Map; null is 0. */
export function javaHash(value: Json): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'number') return numberHash(value);
  if (typeof value === 'string') return stringHash(value);
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => (Math.imul(31, hash) + javaHash(item)) | 0, 1);
  return Object.entries(value).reduce((hash, [key, item]) => (hash + (stringHash(key) ^ javaHash(item))) | 0, 0);
}

function stringHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

function numberHash(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) <= 0x7fffffff) return value | 0;
  const bits = new DataView(new ArrayBuffer(8));
  if (Number.isSafeInteger(value)) bits.setBigInt64(0, BigInt(value));
  else bits.setFloat64(0, value);
  return bits.getInt32(0) ^ bits.getInt32(4);
}

/** The order in which a hash table of so many buckets, a power of two, gives back what was put into it in the given order. */
export function hashOrder<Item>(items: readonly Item[], hashOf: (item: Item) => number, buckets: number): Item[] {
  const bucketOf = (item: Item): number => {
    const hash = hashOf(item);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return items
    .map((item) => ({ item, bucket: bucketOf(item) }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ item }) => item);
}

/** The size of a Java hash table that was made for so many entries. */
export function bucketsFor(entries: number): number {
  return 2 ** Math.ceil(Math.log2(Math.floor(entries / 0.75 + 1)));
}
