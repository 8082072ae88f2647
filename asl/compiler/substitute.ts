import type { Json, StateMachine } from '../spec/states.ts';

/** Fills `${name}` in a definition's texts. Throws for names without a value, unless it may be done partly. */
export function substitute(
  definition: StateMachine,
  values: Readonly<Record<string, string>>,
  { partly = false } = {},
): StateMachine {
  const missing = new Set<string>();
  const filled = (value: Json): Json => {
    if (typeof value === 'string') {
      return value.replace(/^\$\{([^{}]+)\}$/, (whole, name: string) => {
        const given = Object.hasOwn(values, name) ? values[name] : undefined;
        if (given === undefined) missing.add(name);
        return given ?? whole;
      });
    }
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
  };
  const result = filled(definition as unknown as Json) as unknown as StateMachine;
  if (missing.size > 0 && !partly) throw new Error(`no value for the substitutions ${[...missing].join(', ')}`);
  return result;
}

export interface Substitutions {
  activities: string[];
  workflows: string[];
}

/** What a definition leaves to be filled: functions of activities, and machines of child workflows. */
export function substitutionsOf(definition: StateMachine): Substitutions {
  const found = { FunctionName: new Set<string>(), StateMachineArn: new Set<string>() };
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const name = typeof inner === 'string' ? /^\$\{([^{}]+)\}$/.exec(inner)?.[1] : undefined;
      if (name !== undefined && (key === 'FunctionName' || key === 'StateMachineArn')) found[key].add(name);
      visit(inner);
    }
  };
  visit(definition as unknown as Json);
  return { activities: [...found.FunctionName].sort(), workflows: [...found.StateMachineArn].sort() };
}
