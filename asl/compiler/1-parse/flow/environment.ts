import type ts from 'typescript';
import type { Expr, Variable } from '../../ir.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** What a name of the source stands for. A fixed value has no variable: it is written out where it is read. */
export type Binding =
  | { kind: 'value'; value: Expr }
  | { kind: 'variable'; variable: Variable; graph: GraphBuilder }
  | { kind: 'function'; declaration: ts.SignatureDeclaration; names: Environment };

/** Names of one block of the source, within those around it. */
export class Environment {
  readonly #parent: Environment | undefined;
  readonly #bindings = new Map<ts.Symbol, Binding>();

  constructor(parent?: Environment) {
    this.#parent = parent;
  }

  find(symbol: ts.Symbol): Binding | undefined {
    return this.#bindings.get(symbol) ?? this.#parent?.find(symbol);
  }

  set(symbol: ts.Symbol, binding: Binding): void {
    this.#bindings.set(symbol, binding);
  }
}
