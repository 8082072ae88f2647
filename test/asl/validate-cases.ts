import { expect } from 'vitest';
import { validate } from '../../asl/spec/validate.ts';
import type { Problem } from '../../asl/spec/validate.ts';

/** A definition that AWS refuses for one reason. */
export interface Refusal {
  what: string;
  definition: object;
  /** JSON pointer. */
  at: string;
  says: string;
  /** SCHEMA_VALIDATION_FAILED where it is not given. */
  code?: string;
  /** Where AWS's answer is recorded, or the rule. */
  source: string;
}

export interface Acceptance {
  what: string;
  definition: object;
  source: string;
}

type Fields = Record<string, unknown>;

export const lambda = 'arn:aws:lambda:eu-west-1:123456789012:function:work';

/** A machine of one state, S. */
export const only = (state: Fields, machine: Fields = {}): object => ({
  StartAt: 'S',
  States: { S: state },
  ...machine,
});

export const pass = (fields: Fields = {}): Fields => ({ Type: 'Pass', End: true, ...fields });
export const task = (fields: Fields = {}): Fields => ({ Type: 'Task', Resource: lambda, End: true, ...fields });
export const wait = (fields: Fields): Fields => ({ Type: 'Wait', End: true, ...fields });
export const branch = (fields: Fields = {}): Fields => ({ StartAt: 'Inner', States: { Inner: pass() }, ...fields });
export const parallel = (fields: Fields = {}): Fields => ({
  Type: 'Parallel',
  Branches: [branch()],
  End: true,
  ...fields,
});
export const map = (fields: Fields = {}): Fields => ({ Type: 'Map', ItemProcessor: branch(), End: true, ...fields });
export const distributed = (fields: Fields = {}, processor: Fields = {}): Fields => {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  return map({ ItemProcessor: branch({ ProcessorConfig, ...processor }), ...fields });
};
/** A Choice, S, of one rule that goes to T. */
export const choice = (rule: unknown, state: Fields = {}, machine: Fields = {}): object => ({
  StartAt: 'S',
  States: { S: { Type: 'Choice', Choices: [rule], ...state }, T: pass() },
  ...machine,
});
/** A state, S, that its machine may leave for T. */
export const withTarget = (state: object): object => ({
  StartAt: 'First',
  States: {
    First: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'S' }], Default: 'T' },
    S: state,
    T: pass(),
  },
});

/** Two Tasks: S, which may catch, and T. */
export const catching = (catches: unknown, machine: Fields = {}): object => ({
  StartAt: 'S',
  States: { S: task({ End: undefined, Next: 'T', Catch: catches }), T: pass() },
  ...machine,
});
export const jsonata = { QueryLanguage: 'JSONata' };

export const errorsOf = (definition: object | string): Problem[] =>
  validate(definition).filter(({ severity }) => severity === 'error');

export const expectRefused = ({ definition, at, says, code = 'SCHEMA_VALIDATION_FAILED' }: Refusal): void => {
  const message = expect.stringContaining(says) as string;
  const errors = errorsOf(definition);
  expect(errors).toHaveLength(1);
  expect(errors).toMatchObject([{ code, message, pointer: at }]);
};

export const expectAccepted = ({ definition }: Acceptance): void => {
  expect(errorsOf(definition)).toEqual([]);
};
