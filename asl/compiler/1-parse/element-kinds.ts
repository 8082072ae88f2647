import ts from 'typescript';
import { anyKind, type Kinds } from '../kinds.ts';
import { kindsOfType } from './kinds-of-type.ts';

/** The kinds of what a list holds; all of them for what is not surely one. */
export function elementKinds(type: ts.Type, checker: ts.TypeChecker): Kinds {
  if (type.isUnion()) return type.types.reduce((kinds, part) => kinds | elementKinds(part, checker), 0);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return element === undefined ? anyKind : kindsOfType(element, checker);
}
