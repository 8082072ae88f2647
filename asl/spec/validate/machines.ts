import { isDistributed } from './map.ts';
import { fieldOf, isRecord, pointerTo } from './place.ts';
import type { JsonRecord, Scope } from './place.ts';

/** An object that holds states: the definition, a branch of a Parallel, the processor of a Map. */
export interface Machine {
  kind: 'top' | 'branch' | 'processor';
  value: unknown;
  pointer: string;
  scope: Scope;
  /** Its states by name, as they stand in the definition; nothing in them is sure to be right. */
  states: [name: string, state: unknown][];
}

/** All machines of a definition, the outer before the inner. Not recursive: their number of levels is the author's. */
export const machinesOf = (definition: unknown): Machine[] => {
  const found = [machineOf('top', definition, '')];
  for (const machine of found) {
    for (const [name, state] of machine.states) {
      if (isRecord(state))
        found.push(
          ...innerOf(state, pointerTo(machine.pointer, 'States', name), { outer: machine.scope, holder: name }),
        );
    }
  }
  return found;
};

const machineOf = (kind: Machine['kind'], value: unknown, pointer: string, around: Around = {}): Machine => {
  const states = isRecord(value) ? fieldOf(value, 'States') : undefined;
  const scope: Scope = { assigned: new Map(), read: new Map(), ...around };
  return { kind, value, pointer, scope, states: isRecord(states) ? Object.entries(states) : [] };
};

type Around = Pick<Scope, 'outer' | 'holder' | 'isolated'>;

const innerOf = (state: JsonRecord, pointer: string, around: Around): Machine[] => {
  const type = fieldOf(state, 'Type');
  const branches = fieldOf(state, 'Branches');
  if (type === 'Parallel' && Array.isArray(branches)) {
    return branches.map((branch, index) => machineOf('branch', branch, pointerTo(pointer, 'Branches', index), around));
  }
  if (type !== 'Map') return [];
  return ['ItemProcessor', 'Iterator']
    .filter((name) => Object.hasOwn(state, name))
    .map((name) =>
      machineOf('processor', fieldOf(state, name), pointerTo(pointer, name), {
        ...around,
        isolated: isDistributed(state),
      }),
    );
};
