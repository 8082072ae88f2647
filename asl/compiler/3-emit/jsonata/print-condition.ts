import type { Expr } from '../../ir.ts';
import { Printer } from './printer.ts';
import type { Surroundings } from './surroundings.ts';

/** The Condition of a Choice's rule. */
export const printCondition = (expr: Expr, surroundings: Surroundings): string =>
  `{% ${new Printer(surroundings).text(expr)} %}`;
