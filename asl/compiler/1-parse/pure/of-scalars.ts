import ts from 'typescript';
import { isOnly, nullish, scalar } from '../../kinds.ts';
import { kindsOfType } from '../kinds-of-type.ts';

export const isScalar = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  isOnly(kindsOfType(checker.getTypeAtLocation(node), checker), scalar | nullish);

/** Whether there are only scalars in it. */
export function isOfScalars(node: ts.Node, checker: ts.TypeChecker): boolean {
  const given = checker.getTypeAtLocation(node);
  const type = checker.getAwaitedType(given) ?? given;
  const isScalarType = (part: ts.Type): boolean => isOnly(kindsOfType(part, checker), scalar | nullish);
  if (isScalarType(type)) return true;
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element !== undefined) return isScalarType(element);
  const value = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (value !== undefined && !isScalarType(value)) return false;
  return type.getProperties().every((property) => isScalarType(checker.getTypeOfSymbol(property)));
}
