import type ts from 'typescript';
import type { Scope, Write } from '../scope.ts';
import { Effects, type Let } from './effects.ts';

/** Names for the rest of an expression: what is worth it is computed once, and collected in `lets`. */
export function applyToScope(writes: readonly Write[], scope: Scope, lets: Let[]): Scope {
  const effects = new Effects(scope);
  for (const { target, value, origin } of writes) effects.declare(target as ts.Symbol, value, origin);
  lets.push(...effects.lets);
  return effects.scope;
}
