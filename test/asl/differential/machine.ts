import type { Step } from '../../../bench/asl/sfnx.ts';
import type { Json, QueryLanguage } from '../../../asl/spec/states.ts';

/** A state machine that every engine runs, its tasks answered in the same way. */
export interface DifferentialMachine {
  name: string;
  definition: { QueryLanguage?: QueryLanguage; StartAt: string; States: Record<string, object> };
  /** Default `{}`. */
  input?: Json;
  /** What each Task answers, call by call, by the state's name. */
  tasks?: Record<string, Step[]>;
}

/** A Resource; which one does not matter, since calls are answered by the state's name. */
export const resource = 'arn:aws:lambda:us-east-1:123456789012:function:work';

type States = Record<string, object>;

const machineOf = (language: QueryLanguage, states: States) => ({
  QueryLanguage: language,
  StartAt: Object.keys(states)[0]!,
  States: states,
});

/** The first state is where it starts. */
export const jsonpath = (states: States) => machineOf('JSONPath', states);
export const jsonata = (states: States) => machineOf('JSONata', states);

/** A machine of one Pass that fills a template. */
export const fill = (template: Record<string, unknown>) =>
  jsonpath({ Fill: { Type: 'Pass', Parameters: template, End: true } });

/** A machine of one Pass whose Output is this, of expressions. */
export const evaluate = (output: Json) => jsonata({ Evaluate: { Type: 'Pass', Output: output, End: true } });
