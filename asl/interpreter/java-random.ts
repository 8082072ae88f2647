const multiplier = 0x5deece66dn;
const mask = (1n << 48n) - 1n;

/**
 * The bits that `new java.util.Random(seed)` gives, so many at a time, at most 32, as an unsigned number: AWS's seeded random
 * numbers come from it. https://docs.oracle.com/javase/8/docs/api/java/util/Random.html
 */
export function javaRandomBits(seed: bigint): (count: number) => number {
  let state = (seed ^ multiplier) & mask;
  return (count) => {
    state = (state * multiplier + 0xbn) & mask;
    return Number(state >> BigInt(48 - count));
  };
}

/** `new java.util.Random(seed).nextInt(bound)`: from 0, below the bound, which is at least 1 and at most 2,147,483,647. */
export function firstJavaInteger(seed: bigint, bound: number): number {
  const bits = javaRandomBits(seed);
  const isPowerOfTwo = Number.isInteger(Math.log2(bound));
  if (isPowerOfTwo) return Math.floor((bits(31) / 2 ** 31) * bound);
  // The last, incomplete run of `bound` numbers is passed over, so that all are equally likely.
  const end = 2 ** 31 - (2 ** 31 % bound);
  let candidate = bits(31);
  while (candidate >= end) candidate = bits(31);
  return candidate % bound;
}
