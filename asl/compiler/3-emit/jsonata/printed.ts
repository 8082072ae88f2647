/** How tightly an expression holds together; a looser one is put in parentheses where a tighter is needed. */
export const binding = {
  /** `a ? b : c`, `$x := y` */
  choice: 1,
  or: 2,
  and: 3,
  comparison: 4,
  concat: 5,
  sum: 6,
  product: 7,
  /** `-a` */
  sign: 8,
  /** A name, a call, a path, a constructor, parentheses. */
  whole: 10,
} as const;

export interface Printed {
  text: string;
  binding: number;
}

export const printed = (text: string, tightness: number = binding.whole): Printed => ({ text, binding: tightness });

/** In parentheses, if it would fall apart otherwise. */
export const within = (part: Printed, tightness: number): string =>
  part.binding < tightness ? `(${part.text})` : part.text;

/**
 * JSONata knows JSON's escapes, and no other: https://docs.jsonata.org/simple#string-literals. `${` of the source must not look like
 * one of the definition's own substitutions.
 */
export const jsonLiteral = (value: unknown): string => JSON.stringify(value).replaceAll('${', '\\u0024{');
export const textLiteral: (text: string) => string = jsonLiteral;
