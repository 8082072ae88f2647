/**
 * The kinds of values that workflow code can compute with: JSON's and `undefined`. A set of them is a number, a bit for each.
 */
export type Kinds = number;

export const undefinedKind = 1;
export const nullKind = 2;
export const booleanKind = 4;
export const numberKind = 8;
export const textKind = 16;
export const listKind = 32;
export const objectKind = 64;

export const nullish: Kinds = undefinedKind | nullKind;
export const scalar: Kinds = booleanKind | numberKind | textKind;
export const anyKind: Kinds = 127;

export const mayBe = (kinds: Kinds, of: Kinds): boolean => (kinds & of) !== 0;
/** Whether nothing but these. A value of no kind at all never comes to be. */
export const isOnly = (kinds: Kinds, of: Kinds): boolean => (kinds & ~of) === 0;
export const without = (kinds: Kinds, of: Kinds): Kinds => kinds & ~of;
