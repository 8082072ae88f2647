import type { ComparedPath } from '../../../cli/commands/cost/compared-path.ts';
import type { Scope } from './definitions.ts';
import { walkPaths, type Path } from './walk-paths.ts';

/**
 * Each path of ours beside the original's with the same steps: the same states, but for those of ours that the original has
 * nowhere in the scope. Then what only the original has.
 */
export function comparePaths({ level, machine, map, ours, original }: Scope): ComparedPath[] {
  const isTheirs = (state: string) => original !== null && state in original.States;
  const theirs = new Map((original === null ? [] : walkPaths(original)).map((path) => [path.states.join(), path]));
  const own = walkPaths(ours).map((path) => {
    const steps = path.states.filter(isTheirs);
    return { path, steps: steps.join(), counterpart: theirs.get(steps.join()) };
  });
  const row = ({ states, end }: Path, rest: Pick<ComparedPath, 'ours' | 'original' | 'extra'>): ComparedPath => ({
    ...{ level, machine, map, states, end },
    ...rest,
  });
  const found = new Set(own.map(({ steps }) => steps));
  return [
    ...own.map(({ path, counterpart }) =>
      row(path, {
        ours: path.states.length,
        original: counterpart?.states.length ?? null,
        extra: counterpart === undefined ? [] : path.states.filter((state) => !isTheirs(state)),
      }),
    ),
    ...[...theirs]
      .filter(([steps]) => !found.has(steps))
      .map(([, path]) => row(path, { ours: null, original: path.states.length, extra: [] })),
  ];
}
