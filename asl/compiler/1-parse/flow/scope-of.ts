import type ts from 'typescript';
import { variable } from '../../expr.ts';
import type { Expr } from '../../ir.ts';
import type { Scope } from '../scope.ts';
import type { Context } from './context.ts';
import { intercept } from './intercept.ts';

/** How expressions see the names of this place. */
export function scopeOf(context: Context): Scope {
  return {
    lowering: context.lowering,
    read: (symbol: ts.Symbol): Expr | undefined => {
      const binding = context.names.find(symbol);
      if (binding?.kind === 'variable') return variable(binding.variable);
      return binding?.kind === 'value' ? binding.value : undefined;
    },
    callback: (symbol) => {
      const binding = context.names.find(symbol);
      return binding?.kind === 'function' ? binding.declaration : undefined;
    },
    intercept: (node, scope) => intercept(node, scope, context),
  };
}
