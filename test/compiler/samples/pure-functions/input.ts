import { proxyActivities } from '@temporalio/workflow';

interface Row {
  name: string;
  score: number;
  group?: string;
}
interface Activities {
  rows(n: number): Promise<Row[]>;
  save(value: unknown): Promise<void>;
}
const { rows, save } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

function grade(score: number): 'A' | 'B' | 'C' {
  if (score >= 90) return 'A';
  if (score >= 50) {
    return 'B';
  }
  return 'C';
}

function label(kind: string): string {
  switch (kind) {
    case 'A':
    case 'B':
      return 'good';
    case 'C':
      return 'bad';
    default:
      return 'unknown';
  }
}

function firstAbove(list: readonly Row[], limit: number): string | undefined {
  for (const row of list) {
    if (row.score > limit) return row.name;
  }
  return undefined;
}

function summary(list: readonly Row[]): { total: number; best: string; groups: Record<string, number> } {
  let total = 0;
  let best = '';
  let bestScore = -1;
  const groups: Record<string, number> = {};
  for (const { name, score, group = 'none' } of list) {
    if (score < 0) continue;
    if (score > 1000) break;
    total += score;
    if (score > bestScore) {
      best = name;
      bestScore = score;
    }
    groups[group] = (groups[group] ?? 0) + 1;
  }
  return { total, best, groups };
}

const twice = (n: number, factor = 2): number => n * factor;

export async function report({ n }: { n: number }): Promise<unknown> {
  const list = await rows(n);
  await save(list.map((row) => `${row.name}:${grade(row.score)}:${label(grade(row.score))}`));
  await save(summary(list));
  await save({ above: firstAbove(list, 60) ?? null, twice: twice(n), thrice: twice(n, 3) });
  let odd = 0;
  for (let i = 0; i < list.length; i++) {
    if (i % 2 === 1) odd += i;
  }
  const sorted = [...list].sort((a, b) => b.score - a.score).map(({ name }) => name);
  return {
    odd,
    sorted,
    any: list.some((row) => row.score > 80),
    all: list.every((row) => row.score > 0),
    at: list.findIndex((row) => row.name === 'z'),
  };
}
