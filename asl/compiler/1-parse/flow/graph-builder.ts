import type ts from 'typescript';
import type { Block, End, Expr, Instruction, NameHint, Variable } from '../../ir.ts';

/** Makes one graph: the machine's top, an iteration or a branch. Blocks are filled in the order of the source. */
export class GraphBuilder {
  readonly parent: GraphBuilder | undefined;
  readonly entry: Block;
  #current: Block;

  constructor(origin: ts.Node, parent?: GraphBuilder) {
    this.parent = parent;
    this.entry = openBlock(origin);
    this.#current = this.entry;
  }

  get current(): Block {
    return this.#current;
  }

  assign(variable: Variable, value: Expr, origin: ts.Node): void {
    const instruction: Instruction = { variable, value, origin };
    this.#current.instructions.push(instruction);
  }

  /** Ends the current block. What follows is filled into `next`; without one it can never run. */
  end(end: End, next: Block = openBlock(this.#current.origin)): void {
    this.#current.end = end;
    this.#current = next;
  }

  /** Ends the current block with a state of its own: instructions before it stay with it. */
  endNamed(end: End, name: NameHint, origin: ts.Node, comment: string | undefined, next?: Block): void {
    Object.assign(this.#current, { name, origin, comment });
    this.end(end, next);
  }

  /** Goes on in a block that others may go to as well. */
  continueIn(next: Block): void {
    this.end({ kind: 'goto', to: next }, next);
  }

  /** A block before the next thing, so that a name does not fall on what came before. */
  fresh(origin: ts.Node): void {
    this.continueIn(openBlock(origin));
  }
}

/** A block whose end is not known yet: until then it goes nowhere. */
export function openBlock(origin: ts.Node): Block {
  const block: Block = {
    instructions: [],
    end: { kind: 'goto', to: undefined as never },
    name: { candidates: [] },
    origin,
  };
  block.end = { kind: 'goto', to: block };
  return block;
}
