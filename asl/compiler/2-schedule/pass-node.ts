import type { Instruction } from '../ir.ts';
import type { StateNode } from './state-graph.ts';

/** A state that only assigns, before another one. */
export function passNode(carried: Instruction[], to: StateNode): StateNode {
  const [named] = to.name.candidates;
  const base = `Before${to.name.tag ?? named ?? 'End'}`;
  return {
    what: { kind: 'pass' },
    before: [],
    exits: [{ kind: 'next', carried, to }],
    name: { candidates: [base, ...to.name.candidates.slice(1).map((name) => `Before${name}`)] },
    origin: carried[0]?.origin ?? to.origin,
    comment: undefined,
  };
}
