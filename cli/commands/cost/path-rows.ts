import type { ComparedPath } from './compared-path.ts';
import { comparedPaths } from './compared-paths.ts';
import { extraStates, whyApart } from './differences.ts';

export const sameSteps = comparedPaths.filter(({ ours, original }) => ours !== null && original !== null);
export const apart = comparedPaths.filter(({ ours, original }) => ours === null || original === null);

/** Null: only one of the two has the path. */
export const ratioOf = ({ ours, original }: ComparedPath): number | null =>
  ours === null || original === null ? null : ours / original;

export interface PathRow {
  level: string;
  /** The machine, or the Map whose iteration it is. */
  within: string;
  ours: string;
  original: string;
  ratio: string;
  path: string;
}

/** A path in words; what there is none of is empty. */
export function pathRow(compared: ComparedPath): PathRow {
  const { level, machine, map, ours, original } = compared;
  const ratio = ratioOf(compared);
  return {
    level,
    within: map ?? machine,
    ours: ours === null ? '' : String(ours),
    original: original === null ? '' : String(original),
    ratio: ratio === null ? '' : `${ratio.toFixed(2)} x`,
    path: pathWords(compared),
  };
}

const ends = { succeeds: '', fails: ' (fails)', repeats: ' (then again)' };

/** `ProcessChunk > HandleChunkTimeout > +IfResume > ScheduleChunkResumption (then again)` */
function pathWords({ states, extra, end }: ComparedPath): string {
  return states.map((state) => (extra.includes(state) ? `+${state}` : state)).join(' > ') + ends[end];
}

/** The paths that only one of the two has, by the reason. */
export function apartByReason(): Map<string, ComparedPath[]> {
  const groups = new Map<string, ComparedPath[]>();
  for (const path of apart) {
    const why = whyApart(path) ?? '';
    groups.set(why, [...(groups.get(why) ?? []), path]);
  }
  return groups;
}

/** Each state that ours may have besides, and why. */
export const extraRows: readonly (readonly [state: string, why: string])[] = Object.values(extraStates).flatMap(
  (reasons) => Object.entries(reasons),
);
