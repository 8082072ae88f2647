import { quoted } from './one-line.ts';

/** Of `names`, at most three that `wanted` may have been meant to be, the nearest first. */
export function nearMisses(wanted: string, names: readonly string[]): string[] {
  const typed = folded(wanted);
  const limit = Math.max(1, Math.floor(typed.length / 3));
  const near = names
    .map((name) => ({ name, distance: distance(typed, folded(name)) }))
    .filter(({ name, distance }) => distance <= limit || isPartOf(typed, folded(name)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  // Beside a very near one the others were hardly meant.
  const most = (near[0]?.distance ?? 0) + 1;
  return near
    .filter(({ distance }) => distance <= most)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `; did you mean 'acme'?`, or which names there are, or that there are none. */
export function suggestion(wanted: string, names: readonly string[], none: string): string {
  if (names.length === 0) return `; ${none}`;
  const near = nearMisses(wanted, names);
  if (near.length > 0) return `; did you mean ${near.map(quoted).join(' or ')}?`;
  const first = [...names].sort().slice(0, 5).map(quoted).join(', ');
  return `; there ${names.length === 1 ? 'is' : 'are'} ${first}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}

function folded(name: string): string {
  return name.slice(0, 200).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function isPartOf(typed: string, name: string): boolean {
  return typed.length >= 3 && (name.includes(typed) || typed.includes(name));
}

/** Levenshtein's distance, with neighbours swapped as one step. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
