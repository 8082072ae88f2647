import type { Machine } from './machines.ts';
import { fieldOf, inside, isRecord, refuse, warn } from './place.ts';
import type { JsonRecord, Place } from './place.ts';

/** A field that names the state to go to. */
interface Transition {
  from: string;
  to: string;
  keys: (string | number)[];
  /** Variables that it sets. */
  assigned: string[];
}

/** Whether all targets are there and all states are targets. AWS looks at the fields alone, allowed in their state or not. */
export const checkTransitions = ({ kind, value, states }: Machine, place: Place): void => {
  if (!isRecord(value) || !isRecord(fieldOf(value, 'States'))) return;
  const names = new Set(states.map(([name]) => name));
  const transitions = states.flatMap(([name, state]) => (isRecord(state) ? transitionsOf(name, state) : []));
  const start = fieldOf(value, 'StartAt');
  if (typeof start === 'string' && !names.has(start)) missing(start, inside(place, 'StartAt'));
  for (const { from, to, keys } of transitions) {
    if (!names.has(to)) missing(to, inside(place, 'States', from, ...keys));
  }
  // AWS asks for an end at the top level only, and without one does not look for states that nothing leads to.
  if (kind === 'top' && !states.some(([, state]) => isTerminal(state))) {
    refuse(place, 'Workflow has no terminal state', 'MISSING_END_STATE');
  } else if (typeof start === 'string') checkReached(start, names, transitions, place);
};

const missing = (target: string, place: Place): void => {
  refuse(place, `Missing 'Next' target: ${target}`, 'MISSING_TRANSITION_TARGET');
};

/** Whether a transition that sets the variable leads to the state `target`, at once or by others. */
export const isAssignedOnTheWay = (states: Machine['states'], variable: string, target: string): boolean => {
  const transitions = states.flatMap(([name, state]) => (isRecord(state) ? transitionsOf(name, state) : []));
  const assigning = transitions.filter(({ assigned }) => assigned.includes(variable));
  return reachedFrom(
    assigning.map(({ to }) => to),
    transitions,
  ).has(target);
};

const transitionsOf = (from: string, state: JsonRecord): Transition[] => {
  const single = ['Next', 'Default'].map((name) => ({
    from,
    to: fieldOf(state, name),
    keys: [name],
    assigned: assignedBy(state),
  }));
  const listed = ['Choices', 'Catch'].flatMap((list) => {
    const entries = fieldOf(state, list);
    if (!Array.isArray(entries)) return [];
    return entries.map((entry: unknown, index) => ({
      from,
      to: isRecord(entry) ? fieldOf(entry, 'Next') : undefined,
      keys: [list, index, 'Next'],
      assigned: isRecord(entry) ? assignedBy(entry) : [],
    }));
  });
  return [...single, ...listed].filter((each): each is Transition => typeof each.to === 'string');
};

const assignedBy = (record: JsonRecord): string[] => {
  const assign = fieldOf(record, 'Assign');
  return isRecord(assign) ? Object.keys(assign).map((key) => key.replace(/\.\$$/, '')) : [];
};

const isTerminal = (state: unknown): boolean => {
  if (!isRecord(state)) return false;
  const type = fieldOf(state, 'Type');
  return type === 'Succeed' || type === 'Fail' || (type !== undefined && fieldOf(state, 'End') === true);
};

/** AWS misses a state that no other leads to. States that only lead to each other it lets pass; they are dead all the same. */
const checkReached = (start: string, names: Set<string>, transitions: Transition[], place: Place): void => {
  const targets = new Set([start, ...transitions.filter(({ from, to }) => from !== to).map(({ to }) => to)]);
  const unreachable = [...names].filter((name) => !targets.has(name));
  for (const name of unreachable) {
    refuse(inside(place, 'States', name), `State "${name}" is not reachable.`, 'MISSING_TRANSITION_TARGET');
  }
  const reached = reachedFrom([start, ...unreachable], transitions);
  for (const name of names) {
    if (!names.has(start) || reached.has(name)) continue;
    warn(
      inside(place, 'States', name),
      'UNREACHABLE_STATE',
      `State "${name}" is not reachable from StartAt "${start}".`,
    );
  }
};

const reachedFrom = (starts: string[], transitions: Transition[]): Set<string> => {
  const next = new Map<string, string[]>();
  for (const { from, to } of transitions) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  const reached = new Set(starts);
  for (const name of reached) for (const target of next.get(name) ?? []) reached.add(target);
  return reached;
};
