import type { StatesField } from '../jsonata.ts';
import type { QueryLanguage } from '../states.ts';
import { fieldOf, inside, isRecord, refuse } from './place.ts';
import type { Check, JsonRecord, Place } from './place.ts';

export interface Field {
  check: Check;
  only?: QueryLanguage;
  /** What `$states` has here beside `input` and `context`. */
  sees?: StatesField;
}

/** The fields of an object, as a table. */
export interface Shape {
  fields: Readonly<Record<string, Field>>;
  required?: readonly string[];
  /** One of them, and no other. `End: false` counts as absent. */
  exactlyOne?: readonly (readonly string[])[];
  atMostOne?: readonly (readonly string[])[];
}

export const both = (check: Check, sees?: StatesField): Field => ({ check, ...(sees && { sees }) });
export const pathOnly = (check: Check): Field => ({ check, only: 'JSONPath' });
export const jsonataOnly = (check: Check, sees?: StatesField): Field => ({
  check,
  only: 'JSONata',
  ...(sees && { sees }),
});

export const shaped =
  (shape: Shape): Check =>
  (value, place) => {
    if (isRecord(value)) checkShape(value, place, shape);
    else refuse(place, 'Expected value of type Object');
  };

export const checkShape = (record: JsonRecord, place: Place, shape: Shape): void => {
  for (const [name, value] of Object.entries(record)) checkField(name, value, place, shape);
  const missing = (shape.required ?? []).filter((name) => !Object.hasOwn(record, name));
  if (missing.length > 0) refuse(place, `These fields are required: [${missing.join(', ')}]`);
  for (const group of shape.exactlyOne ?? []) {
    if (!group.some((name) => has(record, name))) {
      refuse(place, `This object should have only one of the following fields: [${group.join(', ')}]`);
    }
  }
  for (const group of [...(shape.exactlyOne ?? []), ...(shape.atMostOne ?? [])]) {
    if (group.filter((name) => has(record, name)).length > 1) {
      refuse(place, `There should only be one of the following fields: [${group.join(', ')}]`);
    }
  }
};

const has = (record: JsonRecord, name: string): boolean =>
  Object.hasOwn(record, name) && !(name === 'End' && fieldOf(record, name) === false);

const checkField = (name: string, value: unknown, place: Place, { fields }: Shape): void => {
  const here = inside(place, name);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) {
    refuse(here, `Field '${name}' is not supported${hintFor(name, fields)}`);
    return;
  }
  const { check, only, sees } = field;
  if (only === undefined || only === place.language)
    check(value, sees ? { ...here, visible: [...here.visible, sees] } : here);
  else if (!place.downgraded) {
    const other = place.language;
    refuse(
      here,
      `The QueryLanguage is set to '${other}', but field '${name}' is only supported for the '${only}' QueryLanguage`,
    );
  }
};

const hintFor = (name: string, fields: Shape['fields']): string => {
  const meant = Object.keys(fields).find((known) => known.toLowerCase() === name.toLowerCase());
  return meant === undefined ? '' : `; names are case-sensitive: write '${meant}'`;
};
