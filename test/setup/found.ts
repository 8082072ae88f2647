import { inject, type ProvidedContext } from 'vitest';

/** What the set-up has found, as a path. @throws Error that says why there is none */
export function path(name: keyof ProvidedContext): string {
  const found = inject(name);
  if ('problem' in found) throw new Error(found.problem);
  return found.path;
}
