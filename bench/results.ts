import { median } from './measure.ts';

/** One row of the result: what was measured beside what, and the ratio that is to be reached. */
export interface Comparison {
  what: string;
  against: string;
  /** `at least`: theirs by ours, how many times better we are; `at most`: ours by theirs, what we cost more. */
  goal: { is: 'at least' | 'at most'; ratio: number } | null;
  unit: 's' | 'ms' | 'MB';
  ours: readonly number[];
  theirs: readonly number[];
  /** Adds what a side's median means, such as records/s. */
  meaning?: (median: number) => string;
}

export function ratioOf({ goal, ours, theirs }: Comparison): number {
  return goal?.is === 'at most' ? median(ours) / median(theirs) : median(theirs) / median(ours);
}

/** Null: there is no goal. */
export function isMet(comparison: Comparison): boolean | null {
  if (comparison.goal === null) return null;
  const { is, ratio } = comparison.goal;
  return is === 'at least' ? ratioOf(comparison) >= ratio : ratioOf(comparison) <= ratio;
}

/** A Markdown table of the ratios. */
export function ratioTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => {
    const { what, against, goal } = comparison;
    const met = isMet(comparison);
    return [
      what,
      against,
      sideOf(comparison, comparison.ours),
      sideOf(comparison, comparison.theirs),
      `**${ratioOf(comparison).toFixed(2)} x**`,
      goal === null ? '' : `${goal.is} ${goal.ratio} x`,
      met === null ? '' : met ? 'met' : '**missed**',
    ];
  });
  return markdownTable(['what', 'against', 'ours', 'theirs', 'ratio', 'goal', ''], rows);
}

function sideOf({ unit, meaning }: Comparison, values: readonly number[]): string {
  const value = median(values);
  return `${shown(value, unit)}${meaning === undefined ? '' : ` (${meaning(value)})`}`;
}

/** Every single measurement, in the order in which they were made. */
export function measurementTable(comparisons: readonly Comparison[]): string {
  const numbers = (values: readonly number[], unit: Comparison['unit']) =>
    values.map((value) => shown(value, unit)).join(', ');
  return markdownTable(
    ['what', 'against', 'ours', 'theirs'],
    comparisons.map(({ what, against, unit, ours, theirs }) => [
      what,
      against,
      numbers(ours, unit),
      numbers(theirs, unit),
    ]),
  );
}

function shown(value: number, unit: Comparison['unit']): string {
  if (unit === 'MB') return `${(value / 1e6).toFixed(0)} MB`;
  return unit === 's' ? `${value.toFixed(2)} s` : `${value.toFixed(0)} ms`;
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
