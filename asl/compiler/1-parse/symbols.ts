import ts from 'typescript';

/** What a name stands for here. In `{ name }` that is the variable, not the property. */
export function symbolAt(name: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = name;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === name
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
}

/** The same, behind imports. */
export const importedAt = (name: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined => {
  const symbol = symbolAt(name, checker);
  return symbol && behindImports(symbol, checker);
};

export const behindImports = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Whether a name is one of JavaScript itself: nothing of the source has taken it. */
export const isGlobal = (name: ts.Identifier, checker: ts.TypeChecker): boolean =>
  checker.getSymbolAtLocation(name)?.declarations?.some((declared) => declared.getSourceFile().isDeclarationFile) ??
  false;

/** What `new Date(…)` or another class of JavaScript itself is given; undefined for everything else. */
export function newOfGlobal(
  node: ts.Expression,
  name: string,
  checker: ts.TypeChecker,
): readonly ts.Expression[] | undefined {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== name) return undefined;
  return isGlobal(node.expression, checker) ? (node.arguments ?? []) : undefined;
}
