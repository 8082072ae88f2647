import type { NameHint } from '../../ir.ts';

/** `calculateChunks`, `chunk_results`, `connectwise/tickets` as a state's name: `CalculateChunks`, `ChunkResults`, `ConnectwiseTickets`. */
export function pascal(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** Names from the plain one to ones that say ever more of where in the source it is: never a number. */
export function nameHint(base: string, around: readonly (string | undefined)[], tag?: string): NameHint {
  // A name of signs only says nothing.
  const candidates = [base === '' ? 'State' : base];
  for (const word of around) {
    const more = pascal(word ?? '');
    if (more !== '' && more !== base) candidates.push(`${candidates.at(-1)!}${more}`);
  }
  return { tag, candidates };
}
