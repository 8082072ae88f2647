import ts from 'typescript';
import {
  anyKind,
  booleanKind,
  listKind,
  nullKind,
  numberKind,
  objectKind,
  textKind,
  undefinedKind,
  type Kinds,
} from '../kinds.ts';

const byFlag: readonly [ts.TypeFlags, Kinds][] = [
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown, anyKind],
  [ts.TypeFlags.Undefined | ts.TypeFlags.Void, undefinedKind],
  [ts.TypeFlags.Null, nullKind],
  [ts.TypeFlags.BooleanLike, booleanKind],
  [ts.TypeFlags.NumberLike, numberKind],
  [ts.TypeFlags.StringLike, textKind],
  [ts.TypeFlags.Never, 0],
];

/** The kinds of JSON values, and undefined, that a type stands for; all of them for one that says nothing. */
export function kindsOfType(type: ts.Type, checker: ts.TypeChecker): Kinds {
  if (type.isUnion()) return type.types.reduce((kinds, part) => kinds | kindsOfType(part, checker), 0);
  for (const [flags, kinds] of byFlag) if (type.flags & flags) return kinds;
  if (type.isIntersection()) return ofIntersection(type, checker);
  if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional)) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || constraint === type ? anyKind : kindsOfType(constraint, checker);
  }
  // Also an interface that extends Array.
  if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive))
    return checker.isArrayLikeType(type) ? listKind : ofObject(type);
  return anyKind;
}

/** `string & { brand }` is a text. */
function ofIntersection(type: ts.IntersectionType, checker: ts.TypeChecker): Kinds {
  const kinds = type.types.map((part) => kindsOfType(part, checker));
  const primitive = kinds.find((part) => part !== objectKind && part !== anyKind);
  return primitive ?? objectKind;
}

/** `{}` is anything but undefined and null. */
function ofObject(type: ts.Type): Kinds {
  const isEmpty =
    type.getProperties().length === 0 &&
    type.getCallSignatures().length === 0 &&
    type.getStringIndexType() === undefined;
  return isEmpty &&
    type.getSymbol()?.name === '__type' &&
    (type.getSymbol()?.members?.size ?? 0) === 0 &&
    !isLiteral(type)
    ? anyKind & ~undefinedKind & ~nullKind
    : objectKind;
}

const isLiteral = (type: ts.Type): boolean =>
  ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.ObjectLiteral) !== 0;
