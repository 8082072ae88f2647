import type { ArrayElement, Expr, ObjectEntry } from '../../ir.ts';
import { isOnly, listKind, mayBe, objectKind, undefinedKind } from '../../kinds.ts';
import { binding, printed, type Printed } from './printed.ts';
import type { Printer } from './printer.ts';

/** `[…]` flattens elements that are lists: those are put in brackets once more. */
export function printArray({ elements }: Expr & { op: 'array' }, printer: Printer): Printed {
  const groups: string[] = [];
  let plain: string[] = [];
  const close = (): void => {
    if (plain.length > 0) groups.push(`[${plain.join(', ')}]`);
    plain = [];
  };
  for (const element of elements) {
    const text = plainElement(element, printer);
    if (text !== undefined) {
      plain.push(text);
      continue;
    }
    close();
    groups.push(element.spread ? printer.text(element.value) : wrappedElement(element.value, printer));
  }
  close();
  if (groups.length === 0) return printed('[]');
  const whole = groups.reduce((list, group) => `$append(${list}, ${group})`);
  // A list that is only spread is a list already; a single one of none or one element stays one.
  return printed(whole);
}

function plainElement({ value, spread }: ArrayElement, printer: Printer): string | undefined {
  if (spread) return undefined;
  if (value.op === 'array' || (value.op === 'literal' && Array.isArray(value.value)))
    return printer.text(value).startsWith('[') ? printer.text(value) : undefined;
  if (isOnly(value.kinds, listKind)) return `[${printer.text(value)}]`;
  if (mayBe(value.kinds, listKind)) return undefined;
  return mayBe(value.kinds, undefinedKind)
    ? `($exists(${printer.text(value)}) ? ${printer.text(value, binding.or)} : null)`
    : printer.text(value);
}

/** One that is a list only sometimes. */
function wrappedElement(value: Expr, printer: Printer): string {
  if (isOnly(value.kinds, listKind)) return `[[${printer.text(value)}]]`;
  const name = printer.fresh('element');
  const wrapped = `$type($${name}) = "array" ? [[$${name}]] : [$${name}]`;
  const element = mayBe(value.kinds, undefinedKind) ? `$exists($${name}) ? (${wrapped}) : [null]` : wrapped;
  return `($${name} := ${printer.text(value)}; ${element})`;
}

/** Later entries win; JSONata drops a key without a value by itself, but not the earlier one of its name. */
export function printObject({ entries }: Expr & { op: 'object' }, printer: Printer): Printed {
  const parts: string[] = [];
  let fields: string[] = [];
  const close = (): void => {
    if (fields.length > 0) parts.push(`{ ${fields.join(', ')} }`);
    fields = [];
  };
  for (const [index, entry] of entries.entries()) {
    if ('spread' in entry) {
      close();
      parts.push(printSpread(entry.spread, printer));
      continue;
    }
    const clashes = isRepeated(entry, entries.slice(0, index));
    if (clashes || entry.key.op !== 'literal') close();
    if (clashes && mayBe(entry.value.kinds, undefinedKind) && parts.length > 0) {
      const before = parts.length === 1 ? parts[0]! : `$merge([${parts.join(', ')}])`;
      const [key, held] = [printer.fresh('key'), printer.fresh('name')];
      parts.splice(
        0,
        parts.length,
        `($${held} := ${printer.text(entry.key)}; $merge([$sift(${before}, function($v_, $${key}) { $${key} != $${held} })]))`,
      );
    }
    fields.push(`${printer.text(entry.key)}: ${printer.text(entry.value)}`);
    if (entry.key.op !== 'literal') close();
  }
  close();
  if (parts.length === 0) return printed('{}');
  return parts.length === 1 && parts[0]!.startsWith('{ ')
    ? printed(parts[0]!)
    : printed(`$merge([${parts.join(', ')}])`);
}

/** Whether an entry's key may be one of those before it. */
function isRepeated({ key }: ObjectEntry & { key: Expr }, before: readonly ObjectEntry[]): boolean {
  return before.some((entry) => {
    if ('spread' in entry) return true;
    return key.op !== 'literal' || entry.key.op !== 'literal' || entry.key.value === key.value;
  });
}

function printSpread(value: Expr, printer: Printer): string {
  if (isOnly(value.kinds, objectKind)) return printer.text(value);
  const name = printer.fresh('spread');
  return `($${name} := ${printer.text(value)}; $type($${name}) = "object" ? $${name} : {})`;
}
