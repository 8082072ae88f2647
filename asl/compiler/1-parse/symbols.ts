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
