import ts from 'typescript';
import { importedAt } from './symbols.ts';
import { unwrapped } from './unwrapped.ts';
import { isWritten } from './written.ts';

/** Whether a function behind this and a dot is surely the one that is declared there: of a literal that nobody changes, a namespace, a class itself. */
export function isConstantOwner(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const bare = unwrapped(node);
  if (ts.isPropertyAccessExpression(bare)) return isConstantOwner(bare.expression, checker);
  const symbol = ts.isIdentifier(bare) ? importedAt(bare, checker) : undefined;
  const declared = symbol?.valueDeclaration;
  if (symbol === undefined || declared === undefined) return false;
  if (!ts.isVariableDeclaration(declared)) return !ts.isParameter(declared) && !ts.isBindingElement(declared);
  return (
    (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0 &&
    declared.initializer !== undefined &&
    ts.isObjectLiteralExpression(unwrapped(declared.initializer)) &&
    !isWritten(symbol, checker)
  );
}
