import type { Machine, State, StateMachine } from '../../../asl/spec/states.ts';

/** A state by its machine's name, or that of a Map's children, and its own. */
export type StatesByMachine = (machine: string, state: string) => State | undefined;

/** `machines`: valid definitions, by name. */
export function statesByMachine(machines: Readonly<Record<string, string | StateMachine>>): StatesByMachine {
  const known = new Map(
    Object.entries(machines).map(([name, definition]) => [
      name,
      new Map(statesOf((typeof definition === 'string' ? JSON.parse(definition) : definition) as StateMachine)),
    ]),
  );
  return (machine, state) => known.get(machine.replace(/\/.*$/, ''))?.get(state);
}

/** The names are unique over the whole definition. */
function statesOf(machine: Machine): [string, State][] {
  return Object.entries(machine.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...innerMachines(state).flatMap(statesOf),
  ]);
}

function innerMachines(state: State): Machine[] {
  if (state.Type === 'Parallel') return state.Branches;
  return state.Type === 'Map' ? [(state.ItemProcessor ?? state.Iterator)!] : [];
}
