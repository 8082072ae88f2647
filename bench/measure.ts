/** The middle value; of two middle ones their mean. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values have no median');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Measures the sides in turns, every other time in reverse order: what warms up, fills or slows down in the course of it does
 * so for all.
 */
export async function inTurns<S extends string>(
  repetitions: number,
  sides: Record<S, (repetition: number) => Promise<number>>,
): Promise<Record<S, number[]>> {
  const names = Object.keys(sides) as S[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<S, number[]>;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const name of repetition % 2 === 0 ? names : names.toReversed()) {
      measured[name].push(await sides[name](repetition));
    }
  }
  return measured;
}
