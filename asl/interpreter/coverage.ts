import type { Machine, StateMachine } from '../spec/states.ts';

export interface MachineCoverage {
  machine: string;
  /** Every state of the definition, those in branches and processors too, with how often it was entered. */
  states: { name: string; entered: number }[];
}

/** Which states were entered, over all executions of an interpreter. */
export class Coverage {
  readonly #machines: [name: string, definition: StateMachine][];
  readonly #counts = new Map<Machine, Map<string, number>>();

  constructor(machines: [name: string, definition: StateMachine][]) {
    this.#machines = machines;
  }

  entered(machine: Machine, state: string): void {
    let counts = this.#counts.get(machine);
    if (counts === undefined) this.#counts.set(machine, (counts = new Map<string, number>()));
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }

  machines(): MachineCoverage[] {
    return this.#machines.map(([machine, definition]) => ({ machine, states: this.#statesOf(definition) }));
  }

  #statesOf(machine: Machine): { name: string; entered: number }[] {
    return Object.entries(machine.States).flatMap(([name, state]) => [
      { name, entered: this.#counts.get(machine)?.get(name) ?? 0 },
      ...innerMachines(state).flatMap((inner) => this.#statesOf(inner)),
    ]);
  }
}

/** The branches of a Parallel, the processor of a Map. */
function innerMachines(state: Machine['States'][string]): Machine[] {
  if (state.Type === 'Parallel') return state.Branches;
  if (state.Type === 'Map') return [(state.ItemProcessor ?? state.Iterator)!];
  return [];
}
