import { limits } from '../limits.ts';
import { isDistributed } from './map.ts';
import type { Machine } from './machines.ts';
import { fieldOf, inside, isRecord, refuse } from './place.ts';
import type { Place } from './place.ts';

/** A state's name, and a distributed Map's Label, is there once in the whole definition. */
export const checkNames = (machines: Machine[], placeOf: (machine: Machine) => Place): void => {
  const names = new Set<string>();
  const labels = new Set<string>();
  for (const machine of machines) {
    for (const [name, state] of machine.states) {
      const here = inside(placeOf(machine), 'States', name);
      checkStateName(name, here);
      if (names.has(name)) refuse(here, `Duplicate State name: ${name}`, 'DUPLICATE_STATE_NAME');
      names.add(name);
      const label =
        isRecord(state) && fieldOf(state, 'Type') === 'Map' && isDistributed(state)
          ? fieldOf(state, 'Label')
          : undefined;
      if (typeof label === 'string') checkLabel(label, labels, inside(here, 'Label'));
    }
  }
};

const checkStateName = (name: string, place: Place): void => {
  if (name === '') refuse(place, 'The name of a state cannot be empty', 'INVALID_STATE_NAME');
  if (Array.from(name).length <= limits.stateNameLength) return;
  const message = `State name '${name}' exceeds the ${limits.stateNameLength}-character limit allowed by the service`;
  refuse(place, message, 'INVALID_STATE_NAME');
};

const longestLabel = 40;
/** White space, brackets, wildcards, special characters and control characters. */
const forbiddenInLabel = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const checkLabel = (label: string, labels: Set<string>, place: Place): void => {
  if (labels.has(label)) refuse(place, `Duplicate Label name: ${label}`, 'DUPLICATE_LABEL_NAME');
  labels.add(label);
  if (label === '' || forbiddenInLabel.test(label)) {
    const message = `Label '${label}' must not be empty nor hold white space, brackets, wildcards or special characters`;
    refuse(place, message, 'INVALID_LABEL_NAME');
  } else if (Array.from(label).length > longestLabel) {
    refuse(
      place,
      `Label '${label}' exceeds the ${longestLabel}-character limit allowed by the service`,
      'INVALID_LABEL_NAME',
    );
  }
};
