import type { Catcher, ChoiceRule, Json, MapState, ParallelState, State, TaskState } from '../../spec/states.ts';
import { mayThrow } from '../expr-effects.ts';
import { undefinedExpr, variable as read } from '../expr.ts';
import type { Expr } from '../ir.ts';
import { isEnd } from '../2-schedule/place.ts';
import { slice } from '../2-schedule/slice.ts';
import { fieldsOf, type Edge, type StateNode, type What } from '../2-schedule/state-graph.ts';
import { printCondition } from './jsonata/print-condition.ts';
import { printValue } from './jsonata/print-value.ts';
import { assignOf, outputOf, surroundings, type Emission } from './emission.ts';
import { errorNames, retriersOf } from './retriers.ts';

type Emitter<K extends What['kind']> = (node: StateNode & { what: What & { kind: K } }, emission: Emission) => State;

/** A state of each kind; `tsc` names the one that is missing. */
const emitters: { [K in What['kind']]: Emitter<K> } = {
  task: emitTask,
  map: emitMap,
  parallel: emitParallel,
  wait: (node, emission) => ({
    Type: 'Wait',
    Seconds: field(node, node.what.seconds, emission) as number,
    ...wayOn(node, emission),
  }),
  choice: emitChoice,
  pass: (node, emission) => ({ Type: 'Pass', ...wayOn(node, emission) }),
  return: (node, emission) => ({ Type: 'Pass', Output: field(node, node.what.value, emission), End: true }),
  fail: (node, emission) => ({
    Type: 'Fail',
    Error: field(node, node.what.error, emission) as string,
    Cause: field(node, node.what.cause, emission) as string,
  }),
};

export function emitState(node: StateNode, emission: Emission): State {
  const { Type, ...rest } = (emitters[node.what.kind] as Emitter<What['kind']>)(node, emission);
  return { Type, ...(node.comment === undefined ? {} : { Comment: node.comment }), ...rest } as State;
}

/** A value that the state computes when it is entered. */
function field(node: StateNode, value: Expr, emission: Emission): Json {
  return printValue(slice(node.before, value), surroundings(emission, 'entry'), 'null');
}

function emitTask(node: StateNode & { what: What & { kind: 'task' } }, emission: Emission): TaskState {
  const { action, timeoutSeconds } = node.what;
  const input = action.input === undefined ? undefined : payload(field(node, action.input, emission));
  return {
    Type: 'Task',
    ...(action.kind === 'activity'
      ? {
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: `\${${action.name}}`, ...(input === undefined ? {} : { Payload: input }) },
        }
      : {
          Resource: `arn:aws:states:::states:startExecution${action.waits ? '.sync:2' : ''}`,
          Arguments: {
            StateMachineArn: `\${${action.workflow}}`,
            ...(action.name === undefined ? {} : { Name: field(node, action.name, emission) }),
            ...(input === undefined ? {} : { Input: input }),
          },
        }),
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    ...failing(node, emission),
    ...wayOn(node, emission),
  };
}

/** The check of definitions takes no bare number, boolean or null here. */
const payload = (value: Json): Json =>
  typeof value === 'object' && value !== null ? value : typeof value === 'string' ? value : `{% ${String(value)} %}`;

function emitMap(node: StateNode & { what: What & { kind: 'map' } }, emission: Emission): MapState {
  const { items, concurrency, indexed, body } = node.what;
  const limit = field(node, concurrency, emission);
  return {
    Type: 'Map',
    Items: field(node, items, emission),
    ...(limit === 0 ? {} : { MaxConcurrency: limit as number }),
    ...(indexed
      ? {
          ItemSelector: { item: '{% $states.context.Map.Item.Value %}', index: '{% $states.context.Map.Item.Index %}' },
        }
      : {}),
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...emission.inner(body) },
    ...failing(node, emission),
    ...wayOn(node, emission),
  };
}

function emitParallel(node: StateNode & { what: What & { kind: 'parallel' } }, emission: Emission): ParallelState {
  const branches = node.what.branches.map((branch) => emission.inner(branch));
  return { Type: 'Parallel', Branches: branches, ...failing(node, emission), ...wayOn(node, emission) };
}

function emitChoice(node: StateNode & { what: What & { kind: 'choice' } }, emission: Emission): State {
  const rules: ChoiceRule[] = [];
  let rest: { Default?: string; Assign?: { [name: string]: Json }; Output?: Json } = {};
  for (const exit of node.exits) {
    const Assign = assignOf(node, exit, emission);
    const assigning = { ...(Assign === undefined ? {} : { Assign }), ...outputOf(node, exit, emission) };
    const Next = emission.names.get(exit.to)!;
    if (exit.condition === undefined) rest = { Default: Next, ...assigning };
    else
      rules.push({
        Condition: printCondition(slice(node.before, exit.condition), surroundings(emission, 'entry')),
        ...assigning,
        Next,
      });
  }
  return { Type: 'Choice', Choices: rules, ...rest };
}

/** Retry and Catch. */
function failing(node: StateNode, emission: Emission): Pick<TaskState, 'Retry' | 'Catch'> {
  const Retry = retriersOf(node, computesWhatMayFail(node, emission));
  const catchers = node.exits.filter((exit) => exit.kind === 'catch').map((exit) => catcher(node, exit, emission));
  return { ...(Retry.length === 0 ? {} : { Retry }), ...(catchers.length === 0 ? {} : { Catch: catchers }) };
}

function catcher(node: StateNode, exit: Edge, emission: Emission): Catcher {
  const Assign = assignOf(node, exit, emission);
  return {
    ErrorEquals: errorNames(exit.errors!, node.what.kind !== 'task'),
    ...(Assign === undefined ? {} : { Assign }),
    ...outputOf(node, exit, emission),
    Next: emission.names.get(exit.to)!,
  };
}

function computesWhatMayFail(node: StateNode, emission: Emission): boolean {
  const next = node.exits.find((exit) => exit.kind === 'next');
  if (fieldsOf(node).some((value) => mayThrow(slice(node.before, value)))) return true;
  if (next === undefined) return false;
  const way = [...node.before, ...next.carried];
  const live = isEnd(next) ? [endOf(next)] : [...emission.live.at(next.to)].map(read);
  return live.some((value) => mayThrow(slice(way, value)));
}

const endOf = ({ to }: Edge): Expr => (to.what.kind === 'return' ? slice(to.before, to.what.value) : undefinedExpr);

/** Where the state goes, and what it assigns; or what it ends with. */
function wayOn(
  node: StateNode,
  emission: Emission,
): { Assign?: { [name: string]: Json }; Output?: Json; Next?: string; End?: true } {
  const next = node.exits.find((exit) => exit.kind === 'next')!;
  if (isEnd(next)) {
    const output = slice([...node.before, ...next.carried], endOf(next));
    return { Output: printValue(output, surroundings(emission, 'exit'), 'null'), End: true };
  }
  const Assign = assignOf(node, next, emission);
  return {
    ...(Assign === undefined ? {} : { Assign }),
    ...outputOf(node, next, emission),
    Next: emission.names.get(next.to)!,
  };
}
