import type { Expr, Lambda, Operation, Variable } from './ir.ts';
import { mayBe, nullish } from './kinds.ts';

/** The expressions that an expression is made of, in the order in which they are computed. */
export function childrenOf(expr: Expr | Lambda): (Expr | Lambda)[] {
  const children: (Expr | Lambda)[] = [];
  rebuild(expr, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

/** The same expression with other parts. */
export const mapChildren = (expr: Expr, map: (child: Expr) => Expr): Expr => rebuild(expr, map);

/** `replace` gives what stands for a part, or nothing for one whose own parts are looked at. */
export function mapExpr(expr: Expr, replace: (part: Expr) => Expr | undefined): Expr {
  return replace(expr) ?? mapChildren(expr, (child) => mapExpr(child, replace));
}

function rebuild<E extends Expr | Lambda>(expr: E, map: (child: Expr) => Expr): E;
function rebuild(expr: Expr | Lambda, map: (child: Expr) => Expr): Expr | Lambda {
  switch (expr.op) {
    case 'member':
      return { ...expr, object: map(expr.object) };
    case 'lookup':
      return { ...expr, object: map(expr.object), key: map(expr.key) };
    case 'index':
      return { ...expr, list: map(expr.list), index: map(expr.index) };
    case 'array':
      return { ...expr, elements: expr.elements.map(({ value, spread }) => ({ value: map(value), spread })) };
    case 'object':
      return {
        ...expr,
        entries: expr.entries.map((entry) =>
          'spread' in entry ? { spread: map(entry.spread) } : { key: map(entry.key), value: map(entry.value) },
        ),
      };
    case 'arithmetic':
    case 'and':
    case 'or':
    case 'equal':
    case 'compare':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
    case 'negate':
    case 'text':
    case 'not':
    case 'truthy':
    case 'is':
      return { ...expr, value: map(expr.value) };
    case 'concat':
      return { ...expr, parts: expr.parts.map(map) };
    case 'conditional':
      return { ...expr, test: map(expr.test), then: map(expr.then), otherwise: map(expr.otherwise) };
    case 'let':
      return { ...expr, value: map(expr.value), body: map(expr.body) };
    case 'call':
      return {
        ...expr,
        arguments: expr.arguments.map((argument) =>
          argument.op === 'lambda' ? rebuild(argument, map) : map(argument),
        ),
      };
    case 'lambda':
      return { ...expr, body: map(expr.body) };
    default:
      return expr;
  }
}

const someExpr = (expr: Expr | Lambda, test: (part: Expr | Lambda) => boolean): boolean =>
  test(expr) || childrenOf(expr).some((child) => someExpr(child, test));

/** Whether it gives the same each time, as long as the variables stay as they are. */
export const isStable = (expr: Expr): boolean =>
  !someExpr(expr, (part) => part.op === 'source' && (part.source === 'now' || part.source === 'uuid'));

const knownVariables = new WeakMap<Expr, ReadonlySet<Variable>>();

export function variablesOf(expr: Expr): ReadonlySet<Variable> {
  const known = knownVariables.get(expr);
  if (known !== undefined) return known;
  const variables = new Set<Variable>();
  someExpr(expr, (part) => {
    if (part.op === 'variable') variables.add(part.variable);
    return false;
  });
  knownVariables.set(expr, variables);
  return variables;
}

const throwing: ReadonlySet<Operation> = new Set(['number', 'parseJson', 'parseTime', 'repeat', 'range', 'sqrt']);

/** Whether it may fail when it is computed, where JavaScript may as well. */
export const mayThrow = (expr: Expr): boolean => someExpr(expr, throws);

function throws(part: Expr | Lambda): boolean {
  switch (part.op) {
    case 'fail':
      return true;
    case 'member':
    case 'lookup':
      return part.strict && mayBe(part.object.kinds, nullish);
    case 'index':
      return part.strict && mayBe(part.list.kinds, nullish);
    case 'arithmetic':
      return (part.operator === '/' || part.operator === '%' || part.operator === '**') && !isNonZero(part.right);
    case 'call':
      if (part.function === 'min' || part.function === 'max') return !isFilled(part.arguments[0]);
      return throwing.has(part.function);
    default:
      return false;
  }
}

/** Whether a list surely has an element. */
export function isFilled(list: Expr | Lambda | undefined): boolean {
  if (list?.op === 'literal') return Array.isArray(list.value) && list.value.length > 0;
  return list?.op === 'array' && list.elements.some(({ spread }) => !spread);
}

const isNonZero = (expr: Expr): boolean => expr.op === 'literal' && typeof expr.value === 'number' && expr.value !== 0;
