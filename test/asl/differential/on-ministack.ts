import { MiniStackRefusal, startMiniStack, type MiniStack } from '../../../bench/asl/ministack.ts';
import type { Step } from '../../../bench/asl/sfnx.ts';
import type { Json } from '../../../asl/spec/states.ts';
import type { DifferentialMachine } from './machine.ts';
import { failed, type Outcome } from './outcome.ts';

export async function runOnMiniStack(
  python: string,
  machines: readonly DifferentialMachine[],
): Promise<Map<string, Outcome>> {
  const ministack = await startMiniStack(python, mocksOf(machines));
  try {
    const outcomes = machines.map(async (machine, index) => {
      return [machine.name, await outcomeOn(ministack, machine, machineName(index))] as const;
    });
    return new Map(await Promise.all(outcomes));
  } finally {
    await ministack.stop();
  }
}

const machineName = (index: number) => `machine-${index}`;
const testCase = 'scripted';

/** https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html */
function mocksOf(machines: readonly DifferentialMachine[]): object {
  const states: Record<string, object> = {};
  const responses: Record<string, object> = {};
  for (const [index, { tasks = {} }] of machines.entries()) {
    const name = machineName(index);
    const mocked = Object.keys(tasks).map((state) => [state, `${name} ${state}`]);
    states[name] = { TestCases: { [testCase]: Object.fromEntries(mocked) as object } };
    for (const [state, steps] of Object.entries(tasks)) responses[`${name} ${state}`] = responseOf(steps);
  }
  return { StateMachines: states, MockedResponses: responses };
}

function responseOf(steps: readonly Step[]): object {
  const last = steps.length - 1;
  return Object.fromEntries(
    steps.map((step, index) => [
      index === last ? `${last}-9999` : String(index),
      'throw' in step ? { Throw: { Error: step.throw.error, Cause: step.throw.cause } } : { Return: step.return },
    ]),
  );
}

async function outcomeOn(
  { call }: MiniStack,
  { definition, input = {} }: DifferentialMachine,
  name: string,
): Promise<Outcome> {
  const roleArn = 'arn:aws:iam::000000000000:role/none';
  try {
    const { stateMachineArn } = await call('CreateStateMachine', {
      name,
      roleArn,
      definition: JSON.stringify(definition),
    });
    const { status, output, error, cause } = await call('StartSyncExecution', {
      stateMachineArn: `${String(stateMachineArn)}#${testCase}`,
      input: JSON.stringify(input),
    });
    return status === 'SUCCEEDED' ? outputOf(String(output)) : failed(String(error), String(cause));
  } catch (error) {
    if (error instanceof MiniStackRefusal && error.name === 'InvalidDefinition') return { refused: true };
    throw error;
  }
}

function outputOf(text: string): Outcome {
  try {
    return { output: JSON.parse(text) as Json };
  } catch {
    return { broken: `an output that is no JSON: ${text}` };
  }
}
