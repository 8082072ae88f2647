import type { State, StateType } from '../../spec/states.ts';
import type { Outcome, Visit } from '../frame.ts';
import { runChoice } from './choice.ts';
import { runFail } from './fail.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { runPass } from './pass.ts';
import { runSucceed } from './succeed.ts';
import { runTask } from './task.ts';
import { runWait } from './wait.ts';

export type StateRunner<S extends State> = (visit: Visit<S>) => Promise<Outcome> | Outcome;

export const runners: { [T in StateType]: StateRunner<Extract<State, { Type: T }>> } = {
  Choice: runChoice,
  Fail: runFail,
  Map: runMap,
  Parallel: runParallel,
  Pass: runPass,
  Succeed: runSucceed,
  Task: runTask,
  Wait: runWait,
};
