import ts from 'typescript';
import type { Expr } from '../../ir.ts';
import { within, type Context } from './context.ts';
import { Environment } from './environment.ts';

/** What the statement around an await gives to the state that comes of it. */
export interface StateWords {
  tag: string | undefined;
  comment: string | undefined;
  /** The variable that takes the result. */
  variable: string | undefined;
}
export const noWords: StateWords = { tag: undefined, comment: undefined, variable: undefined };

/** Makes a state of what is awaited, and gives its result. */
export const lowerAwaited = (node: ts.Expression, context: Context, words: StateWords): Expr =>
  context.lowering.language.awaited(node, context, words);

export const lowerStatement = (node: ts.Statement, context: Context): void => {
  context.lowering.language.statement(node, context);
};

export function lowerStatements(statements: readonly ts.Statement[], context: Context): void {
  const inner = within(context, { names: new Environment(context.names) });
  // A function is known before its declaration.
  for (const statement of statements) if (ts.isFunctionDeclaration(statement)) declareFunction(statement, inner);
  for (const statement of statements) lowerStatement(statement, inner);
}

function declareFunction(declaration: ts.FunctionDeclaration, context: Context): void {
  const symbol = declaration.name && context.lowering.checker.getSymbolAtLocation(declaration.name);
  if (symbol !== undefined) context.names.set(symbol, { kind: 'function', declaration, names: context.names });
}
