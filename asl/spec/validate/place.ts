import type { StatesField } from '../jsonata.ts';
import type { QueryLanguage } from '../states.ts';
import type { Report } from './problem.ts';

/** Where a check looks, what holds there, and whom it tells. */
export interface Place {
  readonly pointer: string;
  /** The state of this machine that it is in. */
  readonly state?: string;
  readonly language: QueryLanguage;
  /** The state asks for JSONPath in a JSONata machine: AWS then says nothing of fields of the other language. */
  readonly downgraded: boolean;
  /** The fields that `$states` has here. */
  readonly visible: readonly StatesField[];
  /** In a Pass AWS refuses to read a task's token. */
  readonly tokenless?: boolean;
  readonly scope: Scope;
  readonly report: Report;
}

/** The variables of one machine, branch or processor. */
export interface Scope {
  /** Absent for the top level. */
  readonly outer?: Scope;
  /** The outer machine's state that holds this one. */
  readonly holder?: string;
  /** The processor of a distributed Map reads no variables from outside, and still may not assign them. */
  readonly isolated?: boolean;
  readonly assigned: Map<string, Place[]>;
  readonly read: Map<string, Place[]>;
}

export type Check = (value: unknown, place: Place) => void;

export type JsonRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own field, so that `constructor` and `__proto__` are names like any other. */
export const fieldOf = (record: JsonRecord, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

export const inside = (place: Place, ...keys: (string | number)[]): Place => ({
  ...place,
  pointer: pointerTo(place.pointer, ...keys),
});

export const pointerTo = (pointer: string, ...keys: (string | number)[]): string =>
  pointer + keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const refuse = ({ pointer, report }: Place, message: string, code = 'SCHEMA_VALIDATION_FAILED'): void => {
  report({ severity: 'error', code, message, pointer });
};

/** Where AWS's words leave open what is wrong. */
export const refuseWithHint = ({ pointer, report }: Place, message: string, hint: string): void => {
  report({ severity: 'error', code: 'SCHEMA_VALIDATION_FAILED', message, hint, pointer });
};

export const warn = ({ pointer, report }: Place, code: string, message: string): void => {
  report({ severity: 'warning', code, message, pointer });
};

/** Notes that an expression or a path here reads a variable. */
export const noteRead = (place: Place, variable: string): void => {
  note(place.scope.read, variable, place);
};

export const noteAssigned = (place: Place, variable: string): void => {
  note(place.scope.assigned, variable, place);
};

const note = (places: Map<string, Place[]>, variable: string, place: Place): void => {
  const known = places.get(variable);
  if (known) known.push(place);
  else places.set(variable, [place]);
};
