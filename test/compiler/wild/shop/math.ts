export const round2 = (value: number): number => Math.round(value * 100) / 100;

export default function total(lines: readonly { amount: number; count: number }[]): number {
  return round2(lines.reduce((sum, { amount, count }) => sum + amount * count, 0));
}

export { round2 as money };
