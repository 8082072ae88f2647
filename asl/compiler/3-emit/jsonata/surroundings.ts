import type { Variable } from '../../ir.ts';

/** What printing needs to know of the place. */
export interface Surroundings {
  readonly nameOf: (variable: Variable) => string;
  /** Whether the state has just been entered, or is being left. */
  readonly moment: 'entry' | 'exit';
}
