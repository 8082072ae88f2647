export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, T[]> {
  return items.reduce<Record<string, T[]>>((groups, item) => {
    const key = keyOf(item);
    return { ...groups, [key]: [...(groups[key] ?? []), item] };
  }, {});
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
