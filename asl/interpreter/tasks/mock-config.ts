import { z } from 'zod';
import type { Json, TaskState } from '../../spec/states.ts';
import { errors, ExecutionFailure, StateFailure } from '../failure.ts';
import type { Visit } from '../frame.ts';
import { StartRefused } from '../start-refused.ts';

/**
 * AWS's mock configuration file, as Step Functions Local reads it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
const response = z.union([
  z.strictObject({ Return: z.json() }),
  z.strictObject({ Throw: z.strictObject({ Error: z.string(), Cause: z.string() }) }),
]);
const schema = z.strictObject({
  StateMachines: z.record(
    z.string(),
    z.strictObject({ TestCases: z.record(z.string(), z.record(z.string(), z.string())) }),
  ),
  MockedResponses: z.record(
    z.string(),
    z.record(z.string().regex(/^\d+(-\d+)?$/, 'is neither a number nor a range such as 1-2'), response),
  ),
});
export type MockConfig = z.infer<typeof schema>;
type Response = z.infer<typeof response>;

/** A mock configuration that cannot be used: every problem on a line of its own, with its place. */
export class MockConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'MockConfigError';
  }
}

/** Checks a mock configuration, names included. Throws `MockConfigError`. */
export function readMockConfig(json: unknown): MockConfig {
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new MockConfigError(parsed.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`));
  const { StateMachines: machines, MockedResponses: responses } = parsed.data;
  const unknown = Object.entries(machines).flatMap(([machine, { TestCases: cases }]) =>
    Object.entries(cases).flatMap(([name, states]) =>
      Object.entries(states)
        .filter(([, mocked]) => !Object.hasOwn(responses, mocked))
        .map(
          ([state, mocked]) =>
            `/StateMachines/${machine}/TestCases/${name}/${state}: there is no mocked response '${mocked}'`,
        ),
    ),
  );
  if (unknown.length > 0) throw new MockConfigError(unknown);
  return parsed.data;
}

/** The answers of one execution's test case. Invocations of a state are counted over retries, loops and iterations. */
export function mockedTasks(
  config: MockConfig,
  machine: string,
  testCase: string,
): (visit: Visit<TaskState>) => Promise<Json> | undefined {
  const cases = Object.hasOwn(config.StateMachines, machine) ? config.StateMachines[machine]!.TestCases : {};
  const states = Object.hasOwn(cases, testCase) ? cases[testCase] : undefined;
  if (states === undefined)
    throw new StartRefused(`there is no test case '${testCase}' for the state machine '${machine}'`);
  const invocations = new Map<string, number>();
  return ({ name }) => {
    if (!Object.hasOwn(states, name)) return undefined;
    const number = invocations.get(name) ?? 0;
    invocations.set(name, number + 1);
    return answer(responseFor(config.MockedResponses[states[name]!]!, number), name, number);
  };
}

function responseFor(responses: Record<string, Response>, number: number): Response | undefined {
  const entry = Object.entries(responses).find(([key]) => {
    const [first, last = first] = key.split('-').map(Number) as [number, number?];
    return number >= first && number <= last;
  });
  return entry?.[1];
}

async function answer(given: Response | undefined, state: string, number: number): Promise<Json> {
  if (given === undefined) {
    throw new ExecutionFailure(
      errors.runtime,
      `The mock configuration has no response for invocation ${number} of the state '${state}'.`,
    );
  }
  if ('Throw' in given) throw new StateFailure(given.Throw.Error, given.Throw.Cause);
  return Promise.resolve(given.Return);
}
