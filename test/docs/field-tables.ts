import { z } from 'zod';

/** Markdown tables of a configuration's fields, made from its zod schema. */

export type Schema = z.core.JSONSchema.JSONSchema;
export type Row = readonly string[];

/** Prettier aligns it. */
export function markdownTable(headings: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

export const schemaOf = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input' });

/** A part of a schema; `*` stands for what a map holds. */
export function inside(schema: Schema, ...path: readonly string[]): Schema {
  return path.reduce((at, name) => {
    const next = name === '*' ? at.additionalProperties : at.properties?.[name];
    if (typeof next !== 'object') throw new Error(`there is no '${name}' in ${JSON.stringify(at)}`);
    return next;
  }, schema);
}

/** The forms of a union, by what their field `type` says. */
export const formsOf = (union: Schema): Map<string, Schema> =>
  new Map((union.oneOf as Schema[]).map((form) => [(form.properties!['type'] as Schema).const as string, form]));

/** A row for each field but those that are left out; those of an object by their path, `limits.burst`. */
export function fieldTable(schema: Schema, leave: readonly string[] = []): string {
  const rows = rowsOf({ ...schema, properties: without(schema.properties ?? {}, leave) }, '');
  return markdownTable(['field', 'value', 'default', 'meaning'], rows);
}

const without = <T>(record: Record<string, T>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

function rowsOf(schema: Schema, path: string): Row[] {
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const isRequired = schema.required?.includes(name) ?? false;
    const row = [code(own), valueOf(field), isRequired ? 'required' : defaultOf(field), field.description ?? ''];
    return [row, ...rowsOf(field, own)];
  });
}

const defaultOf = (field: Schema): string => (field.default === undefined ? '' : code(field.default));

export function valueOf(field: Schema): string {
  const { type, enum: values, anyOf, oneOf, const: constant } = field;
  if (constant !== undefined) return code(constant);
  if (values !== undefined) return anyOneOf(values.map(code));
  if (anyOf !== undefined) return anyOneOf(anyOf.flatMap((one) => one.enum?.map(code) ?? valueOf(one)));
  if (oneOf !== undefined) return anyOneOf([...new Set(oneOf.map(valueOf))]);
  switch (type) {
    case 'string':
      return field.format === 'uri' ? 'address' : 'text';
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
      return `whole number${rangeOf(field)}`;
    case 'number':
      return `number${rangeOf(field)}`;
    case 'null':
      return 'null';
    case 'object':
      return typeof field.additionalProperties === 'object' ? 'map' : 'object';
    default:
      throw new Error(`no words for ${JSON.stringify(field)}`);
  }
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: Schema): string {
  const least = exclusiveMinimum === undefined ? minimum : undefined;
  // What every whole number is in JavaScript says nothing.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  return [
    ...(exclusiveMinimum === undefined ? [] : [`, above ${exclusiveMinimum}`]),
    ...(least === undefined ? [] : [`, at least ${least}`]),
    ...(most === undefined ? [] : [`, at most ${most}`]),
  ].join('');
}

const anyOneOf = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;

/** A value as YAML has it. */
export const code = (value: unknown): string =>
  `\`${typeof value === 'string' ? value || "''" : JSON.stringify(value)}\``;
