import ts from 'typescript';
import { unwrapped } from './unwrapped.ts';
import { importedAt } from './symbols.ts';

/** What a name of Temporal's SDK, or of our constructs, resolves to, whatever it is called where it is used. */
export interface KnownName {
  from: 'temporal' | 'constructs';
  name: string;
}

const temporalPackage = /[/\\]@temporalio[/\\](workflow|common|activity)[/\\]/;
const constructsModule = /[/\\](workflows|dist[/\\]workflows)[/\\]constructs\.(ts|d\.ts)$/;
const constructs: ReadonlySet<string> = new Set(['mapConcurrently', 'allOf', 'withRetries', 'failureOf']);

export function knownFunction(callee: ts.Expression, checker: ts.TypeChecker): KnownName | undefined {
  return knownSymbol(symbolOf(callee, checker));
}

/** The class that a name stands for in `instanceof`, `new` and static calls. */
export function knownClass(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  const known = knownSymbol(symbolOf(node, checker));
  return known?.from === 'temporal' ? known.name : undefined;
}

function symbolOf(node: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const bare = unwrapped(node);
  const name = ts.isPropertyAccessExpression(bare) ? bare.name : bare;
  if (!ts.isIdentifier(name)) return undefined;
  return importedAt(name, checker);
}

function knownSymbol(symbol: ts.Symbol | undefined): KnownName | undefined {
  const declared = symbol?.declarations?.[0];
  if (symbol === undefined || declared === undefined) return undefined;
  const file = declared.getSourceFile().fileName;
  if (temporalPackage.test(file)) return { from: 'temporal', name: symbol.name };
  if (constructs.has(symbol.name) && constructsModule.test(file) && ts.isSourceFile(declared.parent)) {
    return { from: 'constructs', name: symbol.name };
  }
  return undefined;
}
