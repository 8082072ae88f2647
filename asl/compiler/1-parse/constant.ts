import ts from 'typescript';
import type { Json } from '../../spec/states.ts';
import { behindImports, symbolAt } from './symbols.ts';
import { isWritten } from './written.ts';
import { unwrapped } from './unwrapped.ts';

/** `value: undefined` is JavaScript's undefined. */
export interface Constant {
  value: Json | undefined;
}

/** The value of an expression that the source itself tells: literals, constants of modules, and what is made of them. Nothing if it is not one. */
export function constantOf(node: ts.Expression, checker: ts.TypeChecker): Constant | undefined {
  return new Constants(checker).of(node);
}

class Constants {
  readonly #checker: ts.TypeChecker;
  /** Constants that are being read: one that is made of itself is none. */
  readonly #reading = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  of(node: ts.Expression): Constant | undefined {
    const bare = unwrapped(node);
    if (ts.isStringLiteralLike(bare)) return { value: bare.text };
    if (ts.isNumericLiteral(bare)) return { value: Number(bare.text.replaceAll('_', '')) };
    switch (bare.kind) {
      case ts.SyntaxKind.TrueKeyword:
        return { value: true };
      case ts.SyntaxKind.FalseKeyword:
        return { value: false };
      case ts.SyntaxKind.NullKeyword:
        return { value: null };
    }
    if (ts.isPrefixUnaryExpression(bare)) return this.#negated(bare);
    if (ts.isBinaryExpression(bare)) return this.#binary(bare);
    if (ts.isConditionalExpression(bare)) return this.#chosen(bare);
    if (ts.isTemplateExpression(bare)) return this.#template(bare);
    if (ts.isArrayLiteralExpression(bare)) return this.#array(bare);
    if (ts.isObjectLiteralExpression(bare)) return this.#object(bare);
    if (ts.isPropertyAccessExpression(bare))
      return this.#member(bare.expression, bare.name.text) ?? this.#named(bare.name);
    if (ts.isElementAccessExpression(bare)) return this.#element(bare);
    return ts.isIdentifier(bare) ? this.#named(bare) : undefined;
  }

  #negated({ operator, operand }: ts.PrefixUnaryExpression): Constant | undefined {
    const value = this.of(operand)?.value;
    if (operator === ts.SyntaxKind.MinusToken && typeof value === 'number') return { value: value === 0 ? 0 : -value };
    return operator === ts.SyntaxKind.ExclamationToken && typeof value === 'boolean' ? { value: !value } : undefined;
  }

  #binary({ left, operatorToken: { kind }, right }: ts.BinaryExpression): Constant | undefined {
    const [first, second] = [this.of(left)?.value, this.of(right)?.value];
    if (
      kind === ts.SyntaxKind.PlusToken &&
      isText(first) &&
      isText(second) &&
      (typeof first === 'string' || typeof second === 'string')
    )
      return { value: `${first}${second}` };
    if (typeof first !== 'number' || typeof second !== 'number') return undefined;
    const value = arithmetic(kind, first, second);
    return value !== undefined && Number.isFinite(value) ? { value } : undefined;
  }

  #chosen({ condition, whenTrue, whenFalse }: ts.ConditionalExpression): Constant | undefined {
    const test = this.of(condition);
    return test && this.of(test.value === undefined || !test.value ? whenFalse : whenTrue);
  }

  #template({ head, templateSpans }: ts.TemplateExpression): Constant | undefined {
    let text = head.text;
    for (const { expression, literal } of templateSpans) {
      const value = this.of(expression)?.value;
      if (typeof value !== 'string' && typeof value !== 'number') return undefined;
      text += `${value}${literal.text}`;
    }
    return { value: text };
  }

  #array({ elements }: ts.ArrayLiteralExpression): Constant | undefined {
    const values: Json[] = [];
    for (const element of elements) {
      const value = this.of(ts.isSpreadElement(element) ? element.expression : element)?.value;
      if (value === undefined) return undefined;
      if (!ts.isSpreadElement(element)) values.push(value);
      else if (Array.isArray(value)) values.push(...value);
      else return undefined;
    }
    return { value: values };
  }

  #object({ properties }: ts.ObjectLiteralExpression): Constant | undefined {
    const value: Record<string, Json> = {};
    for (const property of properties) {
      const entries = this.#entries(property);
      if (entries === undefined) return undefined;
      for (const [key, entry] of entries)
        Object.defineProperty(value, key, { value: entry, enumerable: true, configurable: true, writable: true });
    }
    return { value };
  }

  #entries(property: ts.ObjectLiteralElementLike): [string, Json][] | undefined {
    if (ts.isSpreadAssignment(property)) {
      const spread = this.of(property.expression)?.value;
      return typeof spread === 'object' && spread !== null && !Array.isArray(spread)
        ? Object.entries(spread)
        : undefined;
    }
    const initializer = ts.isShorthandPropertyAssignment(property)
      ? this.#ofSymbol(this.#checker.getShorthandAssignmentValueSymbol(property))
      : ts.isPropertyAssignment(property)
        ? this.of(property.initializer)
        : undefined;
    const key = this.#key(property.name);
    if (initializer === undefined || key === undefined) return undefined;
    return initializer.value === undefined ? [] : [[key, initializer.value]];
  }

  #key(name: ts.PropertyName): string | undefined {
    if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
    if (!ts.isComputedPropertyName(name)) return undefined;
    const key = this.of(name.expression)?.value;
    return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
  }

  #member(object: ts.Expression, key: string): Constant | undefined {
    const value = this.of(object)?.value;
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) return key === 'length' ? { value: value.length } : undefined;
    return { value: Object.hasOwn(value, key) ? value[key] : undefined };
  }

  #element({ expression, argumentExpression }: ts.ElementAccessExpression): Constant | undefined {
    const key = this.of(argumentExpression)?.value;
    const value = this.of(expression)?.value;
    if (Array.isArray(value) && typeof key === 'number') return { value: value[key] };
    return typeof key === 'string' ? this.#member(expression, key) : undefined;
  }

  #named(name: ts.Identifier | ts.MemberName): Constant | undefined {
    if (name.text === 'undefined') return { value: undefined };
    return this.#ofSymbol(symbolAt(name, this.#checker));
  }

  #ofSymbol(found: ts.Symbol | undefined): Constant | undefined {
    const symbol = found && behindImports(found, this.#checker);
    const declared = symbol?.valueDeclaration;
    if (symbol === undefined || declared === undefined || this.#reading.has(declared)) return undefined;
    if (ts.isEnumMember(declared)) {
      const value = this.#checker.getConstantValue(declared);
      return value === undefined ? undefined : { value };
    }
    if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name) || declared.initializer === undefined)
      return undefined;
    if (
      (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) === 0 ||
      // Its list or object may still be changed in place.
      isWritten(symbol, this.#checker)
    )
      return undefined;
    this.#reading.add(declared);
    const value = this.of(declared.initializer);
    this.#reading.delete(declared);
    return value;
  }
}

const isText = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function arithmetic(kind: ts.SyntaxKind, left: number, right: number): number | undefined {
  switch (kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    default:
      return undefined;
  }
}
