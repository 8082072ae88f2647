import type { End } from '../../../cli/commands/cost/compared-path.ts';
import type { Machine, State } from '../../../asl/spec/states.ts';

export interface Path {
  states: string[];
  end: End;
}

/**
 * Every way from a machine's first state to an end: by each rule of a Choice, by each catcher, and by a failure that nothing
 * catches. States of a Map's iterations are no part of it. Of two ways through the same states the one that succeeds is kept.
 * @throws Error where a way comes back to any but the first state
 */
export function walkPaths(machine: Machine): Path[] {
  const found = new Map<string, Path>();
  const keep = (states: string[], end: End) => {
    const key = states.join();
    if (found.get(key)?.end !== 'succeeds') found.set(key, { states, end });
  };
  const walk = (name: string, before: readonly string[]): void => {
    const states = [...before, name];
    const state = machine.States[name]!;
    if (state.Type === 'Succeed' || ('End' in state && state.End)) keep(states, 'succeeds');
    if (mayFail(state)) keep(states, 'fails');
    for (const next of new Set(followersOf(state))) {
      if (!states.includes(next)) walk(next, states);
      else if (next === machine.StartAt) keep(states, 'repeats');
      else throw new Error(`'${name}' goes back to '${next}', where no path begins`);
    }
  };
  walk(machine.StartAt, []);
  return [...found.values()];
}

/** The iterations of a machine's Maps, by the Map's name. */
export function iterationsOf({ States }: Machine): Map<string, Machine> {
  const iterations = Object.entries(States).flatMap(([name, state]): [string, Machine][] => {
    const machine = iterationOf(state);
    return machine === undefined ? [] : [[name, machine], ...iterationsOf(machine)];
  });
  return new Map(iterations);
}

const iterationOf = (state: State): Machine | undefined =>
  state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined;

/** Whether the machine may fail in it. What only a fault of the definition itself fails is left out. */
function mayFail(state: State): boolean {
  if (state.Type === 'Fail') return true;
  if (state.Type !== 'Task' && state.Type !== 'Map') return false;
  if (state.Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')) === true) return false;
  const iteration = iterationOf(state);
  return iteration === undefined || Object.values(iteration.States).some(mayFail);
}

function followersOf(state: State): string[] {
  switch (state.Type) {
    case 'Choice':
      return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
    case 'Task':
    case 'Map':
      return [...(state.Next === undefined ? [] : [state.Next]), ...(state.Catch ?? []).map(({ Next }) => Next)];
    case 'Pass':
    case 'Wait':
      return state.Next === undefined ? [] : [state.Next];
    case 'Parallel':
      throw new Error('a Parallel has paths in each of its branches');
    default:
      return [];
  }
}
