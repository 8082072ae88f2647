import type ts from 'typescript';
import type { Expr } from '../ir.ts';
import type { Scope } from './scope.ts';

/** Parameters that stand for functions. */
export const withCallbacks = (scope: Scope, callbacks: ReadonlyMap<ts.Symbol, ts.Node>): Scope =>
  callbacks.size === 0 ? scope : { ...scope, callback: (symbol) => callbacks.get(symbol) ?? scope.callback(symbol) };

/** The names of an inner function or block, before those around it. */
export const childScope = (scope: Scope, bindings: ReadonlyMap<ts.Symbol, Expr>): Scope => ({
  ...scope,
  read: (symbol) => bindings.get(symbol) ?? scope.read(symbol),
});
