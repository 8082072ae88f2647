import ts from 'typescript';
import { anyKind, undefinedKind, without, type Kinds } from '../kinds.ts';
import { kindsOfType } from './kinds-of-type.ts';

/** The kinds of what a list holds, never undefined: a list of JSON has no such element. All others for what is not surely a list. */
export function elementKinds(type: ts.Type, checker: ts.TypeChecker): Kinds {
  if (type.isUnion()) return type.types.reduce((kinds, part) => kinds | elementKinds(part, checker), 0);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return element === undefined ? anyKind & ~undefinedKind : without(kindsOfType(element, checker), undefinedKind);
}
