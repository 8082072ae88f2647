import fc from 'fast-check';
import type { Catcher, Json, Machine, Retrier, State, StateMachine, TaskState } from '../../../asl/spec/states.ts';
import { jsons } from './json.ts';
import type { Plan } from './plan.ts';
import { lambda } from './run.ts';

/** A machine before its states have names. */
type Part = { jsonata: boolean; assigns: boolean } & (
  | { kind: 'pass'; value: Json; wraps: boolean }
  | { kind: 'wait'; seconds: number }
  | { kind: 'task'; calls: 'lambda' | 'service' | 'token'; limited: boolean; failing: Failing }
  | { kind: 'choice'; ways: Part[][]; chosen: number; fails: boolean }
  | { kind: 'parallel'; branches: Part[][]; failing: Failing }
  | { kind: 'map'; items: number; concurrency: number; distributed: boolean; body: Part[]; failing: Failing }
);

interface Failing {
  retried: boolean;
  caught: boolean;
}

/** A valid definition, and numbers from which its tasks' handlers follow. */
export interface Scenario {
  definition: StateMachine;
  input: Json;
  plan: Plan;
}

const failing = fc.record({ retried: fc.boolean(), caught: fc.boolean() });
const common = { jsonata: fc.boolean(), assigns: fc.boolean() };

const parts = fc.letrec<{ part: Part; sequence: Part[] }>((tie) => {
  const several = (maxLength: number) => fc.array(tie('sequence'), { minLength: 1, maxLength });
  return {
    sequence: fc.array(tie('part'), { minLength: 1, maxLength: 3, size: 'max' }),
    part: fc.oneof(
      { maxDepth: 3, depthSize: 'medium' },
      {
        weight: 1,
        arbitrary: fc.record({ ...common, kind: fc.constant('pass' as const), value: jsons, wraps: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ ...common, kind: fc.constant('wait' as const), seconds: fc.nat(5) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          ...common,
          kind: fc.constant('task' as const),
          calls: fc.constantFrom('lambda' as const, 'service' as const, 'token' as const),
          limited: fc.boolean(),
          failing,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          ...common,
          kind: fc.constant('choice' as const),
          ways: several(3),
          chosen: fc.nat(3),
          fails: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ ...common, kind: fc.constant('parallel' as const), branches: several(3), failing }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          ...common,
          kind: fc.constant('map' as const),
          items: fc.nat(4),
          concurrency: fc.nat(3),
          distributed: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
          body: tie('sequence'),
          failing,
        }),
      },
    ),
  };
});

/** Random valid machines with tasks that take time, fail, are retried and caught, nested in one another. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    sequence: parts.sequence,
    jsonata: fc.boolean(),
    limited: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    input: jsons,
    plan: fc.record({ seed: fc.nat(), failEvery: fc.constantFrom(0, 2, 5), longest: fc.constantFrom(0, 3000) }),
  })
  .map(({ sequence, jsonata, limited, input, plan }) => ({
    definition: {
      QueryLanguage: jsonata ? 'JSONata' : 'JSONPath',
      ...(limited ? { TimeoutSeconds: 10 } : {}),
      ...new Builder(jsonata).machine(sequence),
    } satisfies StateMachine,
    input,
    plan,
  }));

/** Names the states of one definition: all differ, in its branches too. */
class Builder {
  #count = 0;
  readonly #jsonata: boolean;

  constructor(jsonata: boolean) {
    this.#jsonata = jsonata;
  }

  machine(sequence: readonly Part[]): Machine {
    const states: Record<string, State> = {};
    return { StartAt: this.#sequence(sequence, undefined, states), States: states };
  }

  /** Adds the states of the parts, and gives the first one's name. */
  #sequence(sequence: readonly Part[], after: string | undefined, states: Record<string, State>): string {
    return sequence.reduceRight<string | undefined>((next, part) => this.#part(part, next, states), after)!;
  }

  #part(part: Part, next: string | undefined, states: Record<string, State>): string {
    const jsonata = this.#jsonata || part.jsonata;
    const name = this.#name(part.kind);
    const state = this.#state(part, jsonata, next, states);
    states[name] = {
      ...(jsonata && !this.#jsonata ? { QueryLanguage: 'JSONata' } : {}),
      ...this.#assign(part, jsonata),
      ...state,
    };
    if (part.kind !== 'map' || jsonata) return name;
    const items = this.#name('items');
    states[items] = { Type: 'Pass', Result: [...Array(part.items).keys()], Next: name };
    return items;
  }

  #assign(part: Part, jsonata: boolean): Partial<State> {
    if (!part.assigns) return {};
    const variable = this.#name('variable');
    return { Assign: jsonata ? { [variable]: '{% $states.input %}' } : { [`${variable}.$`]: '$' } };
  }

  #state(part: Part, jsonata: boolean, next: string | undefined, states: Record<string, State>): State {
    const transition = transitionTo(next);
    switch (part.kind) {
      case 'pass': {
        if (!part.wraps)
          return { Type: 'Pass', ...(jsonata ? { Output: { made: true } } : { Result: part.value }), ...transition };
        const wrapped = jsonata ? { Output: { was: '{% $states.input %}' } } : { Parameters: { 'was.$': '$' } };
        return { Type: 'Pass', ...wrapped, ...transition };
      }
      case 'wait':
        return { Type: 'Wait', Seconds: part.seconds, ...transition };
      case 'task':
        return {
          Type: 'Task',
          ...callOf(part.calls, jsonata),
          ...(part.limited ? { TimeoutSeconds: 2 } : {}),
          ...this.#failing(part.failing, jsonata, next, states),
          ...transition,
        };
      case 'choice':
        return this.#choice(part, jsonata, next, states);
      case 'parallel':
        return {
          Type: 'Parallel',
          Branches: part.branches.map((branch) => this.machine(branch)),
          ...this.#failing(part.failing, jsonata, next, states),
          ...transition,
        };
      case 'map':
        return {
          Type: 'Map',
          ...(jsonata ? { Items: [...Array(part.items).keys()] } : {}),
          MaxConcurrency: part.concurrency,
          ItemProcessor: {
            ...(part.distributed ? { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } } : {}),
            ...this.machine(part.body),
          },
          ...this.#failing(part.failing, jsonata, next, states),
          ...transition,
        };
    }
  }

  #choice(
    part: Extract<Part, { kind: 'choice' }>,
    jsonata: boolean,
    next: string | undefined,
    states: Record<string, State>,
  ): State {
    const joined = next ?? this.#end(states);
    const targets = part.ways.map((way) => this.#sequence(way, joined, states));
    if (part.fails) {
      const fail = this.#name('fail');
      states[fail] = { Type: 'Fail', Error: 'Chosen', Cause: 'this way fails' };
      targets.push(fail);
    }
    const chosen = part.chosen % targets.length;
    const test = (holds: boolean) => (jsonata ? { Condition: holds } : { Variable: '$', IsPresent: holds });
    return {
      Type: 'Choice',
      Choices: targets.map((target, index) => ({ ...test(index === chosen), Next: target })),
      Default: joined,
    };
  }

  #failing(
    { retried, caught }: Failing,
    jsonata: boolean,
    next: string | undefined,
    states: Record<string, State>,
  ): { Retry?: Retrier[]; Catch?: Catcher[] } {
    if (!caught) return retried ? { Retry: [retrier] } : {};
    const handler = this.#name('caught');
    states[handler] = { Type: 'Pass', ...transitionTo(next) };
    const catcher = { ErrorEquals: ['States.ALL'], Next: handler, ...(jsonata ? {} : { ResultPath: '$' }) };
    return { ...(retried ? { Retry: [retrier] } : {}), Catch: [catcher] };
  }

  #end(states: Record<string, State>): string {
    const name = this.#name('end');
    states[name] = { Type: 'Succeed' };
    return name;
  }

  #name(kind: string): string {
    return `${kind}${(this.#count += 1)}`;
  }
}

const retrier: Retrier = {
  ErrorEquals: ['A', 'States.Timeout'],
  IntervalSeconds: 1,
  MaxAttempts: 2,
  JitterStrategy: 'FULL',
};

function transitionTo(next: string | undefined): { Next: string } | { End: true } {
  return next === undefined ? { End: true } : { Next: next };
}

function callOf(
  calls: 'lambda' | 'service' | 'token',
  jsonata: boolean,
): Pick<TaskState, 'Resource' | 'Arguments' | 'Output' | 'Parameters' | 'ResultSelector'> {
  if (calls === 'lambda') return { Resource: lambda('work') };
  const Resource =
    calls === 'service' ? 'arn:aws:states:::lambda:invoke' : 'arn:aws:states:::lambda:invoke.waitForTaskToken';
  const token = jsonata ? { token: '{% $states.context.Task.Token %}' } : { 'token.$': '$$.Task.Token' };
  const given = { FunctionName: 'work', Payload: { by: calls, ...(calls === 'token' ? token : {}) } };
  return jsonata
    ? { Resource, Arguments: given, Output: '{% $states.result %}' }
    : { Resource, Parameters: given, ResultSelector: { 'result.$': '$' } };
}
