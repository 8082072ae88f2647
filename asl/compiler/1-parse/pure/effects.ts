import type ts from 'typescript';
import { letIn, local as readLocal } from '../../expr.ts';
import type { Expr, Local } from '../../ir.ts';
import { childScope } from '../scopes.ts';
import type { Scope } from '../scope.ts';

export interface Let {
  local: Local;
  value: Expr;
  origin: ts.Node;
}

/** What pure statements have done so far: values that were computed on the way, and what each variable holds now. */
export class Effects {
  readonly lets: Let[] = [];
  readonly #outer: Scope;
  readonly #values: Map<ts.Symbol, Expr>;
  readonly #declared = new Set<ts.Symbol>();

  constructor(outer: Scope, values = new Map<ts.Symbol, Expr>()) {
    this.#outer = outer;
    this.#values = values;
  }

  /** How expressions see the variables now. */
  get scope(): Scope {
    return childScope(this.#outer, this.#values);
  }

  /** The same state for a branch, whose own effects are apart: what was declared before is outside of it. */
  fork(): Effects {
    return new Effects(this.#outer, new Map(this.#values));
  }

  read(symbol: ts.Symbol): Expr | undefined {
    return this.#values.get(symbol) ?? this.#outer.read(symbol);
  }

  declare(symbol: ts.Symbol, value: Expr, origin: ts.Node): void {
    this.#declared.add(symbol);
    this.write(symbol, value, origin);
  }

  write(symbol: ts.Symbol, value: Expr, origin: ts.Node): void {
    this.#values.set(symbol, this.keep(symbol.name, value, origin));
  }

  /** A value that is computed now, whatever happens to the variables that it is made of. */
  keep(name: string, value: Expr, origin: ts.Node): Expr {
    if (isPlain(value)) return value;
    const local: Local = { name };
    this.lets.push({ local, value, origin });
    return readLocal(local, value.kinds);
  }

  /** Variables of the surroundings that have a new value. */
  changed(): Map<ts.Symbol, Expr> {
    return new Map([...this.#values].filter(([symbol]) => !this.#declared.has(symbol)));
  }
}

/** A literal or a name: nothing to compute. */
function isPlain(value: Expr): boolean {
  if (value.op === 'member') return !value.strict && isPlain(value.object);
  if (value.op === 'object')
    return value.entries.every((entry) => 'key' in entry && entry.key.op === 'literal' && isPlain(entry.value));
  return (
    value.op === 'literal' ||
    value.op === 'undefined' ||
    value.op === 'local' ||
    value.op === 'variable' ||
    value.op === 'refused' ||
    (value.op === 'source' && value.source === 'input')
  );
}

export const wrapLets = (lets: readonly Let[], body: Expr): Expr =>
  lets.reduceRight((inner, { local, value }) => (body.op === 'refused' ? inner : letIn(local, value, inner)), body);
